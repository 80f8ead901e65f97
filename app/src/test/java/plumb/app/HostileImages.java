package plumb.app;

import static plumb.app.HostileCase.bytes;
import static plumb.app.HostileCase.cut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// Images that must be refused.
final class HostileImages {
    private static final byte[] JPEG = Base64.getMimeDecoder().decode("""
            /9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0a
            HBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAQABABAREA/8QAHwAAAQUBAQEB
            AQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1Fh
            ByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZ
            WmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG
            x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AGW9vYmwkWERrp6OYpLa
            0b7Nbhd+zE1y4+cMrkfLlGKj5RkGo1NvLpLSTxf6CuFjQxm0sWPlh+EJMszBkBEbDJIbaRxmzIbg
            TwzXkWJPKJt0vYxLcksgAaG2jIji5jYbjlGIXcQcgyOl2uspNK0kd4rjbEIku71l3FtpVv3UCESK
            4TjGDtYjiv/Z
            """);

    private HostileImages() {}

    static List<HostileCase> cases() {
        return List.of(
                image("a PNG of 10^10 pixels", "png", () -> Picture.header(100_000, 100_000),
                        "too large"),
                image("a PNG of 4 million pixels", "png",
                        () -> Picture.png(2100, 2100, (_, _) -> 0),
                        "has rows of 2100x2100 numbers, expected at most 4194304 in a row"),
                image("a PNG of no width", "png", () -> Picture.header(0, 10), "damaged image"),
                image("a PNG cut short", "png", () -> cut(picture(), 100), "damaged image"),
                image("a JPEG cut short", "jpg", () -> cut(JPEG, 300), "damaged image"),
                image("a text named PNG", "png", () -> bytes("hello"),
                        "is not a PNG or JPEG image"),
                image("nothing", "png", () -> new byte[0], "is not a PNG or JPEG image"),
                image("a GIF named PNG", "png", () -> bytes("GIF89a" + "\0".repeat(100)),
                        "is not a PNG or JPEG image"),
                new HostileCase("a class without images", folder -> {
                    Path art = arranged(folder, "png", picture());
                    Files.createDirectory(art.resolve("empty"));
                    return HostileCase.train(folder, String.format(HostileCase.YAML, "art"));
                }, "art/empty: has no PNG or JPEG images"),
                new HostileCase("images to be made as large as a number can say", folder -> {
                    arranged(folder, "png", picture());
                    return HostileCase.train(folder,
                            String.format(HostileCase.YAML, "art\n  image: 99999x99999"));
                }, "numbers"),
                new HostileCase("an image that links to a device", folder -> {
                    Path art = arranged(folder, "png", picture());
                    Files.createDirectory(art.resolve("c"));
                    Files.createSymbolicLink(art.resolve("c/1.png"), Path.of("/dev/zero"));
                    return HostileCase.train(folder, String.format(HostileCase.YAML, "art"));
                }, "art/c: has no PNG or JPEG images"),
                new HostileCase("folders that link to themselves", folder -> {
                    Path art = Files.createDirectory(folder.resolve("art"));
                    Files.createSymbolicLink(art.resolve("a"), art);
                    return HostileCase.train(folder, String.format(HostileCase.YAML, "art"));
                }, "art/a: has no PNG or JPEG images"));
    }

    private static HostileCase image(String name, String end, HostileCase.Content content,
            String... words) {
        return new HostileCase("image: " + name, folder -> {
            arranged(folder, end, content.bytes());
            return HostileCase.train(folder, String.format(HostileCase.YAML, "art"));
        }, words);
    }

    /// A folder of two classes, the first with this image.
    private static Path arranged(Path folder, String end, byte[] image) throws IOException {
        Path art = folder.resolve("art");
        Files.createDirectories(art.resolve("a"));
        Files.createDirectories(art.resolve("b"));
        Files.write(art.resolve("a/1." + end), image);
        Files.write(art.resolve("b/1.png"), picture());
        return art;
    }

    private static byte[] picture() {
        return Picture.png(40, 40, (y, x) -> 7 * y + 3 * x & 255);
    }
}

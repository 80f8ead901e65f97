package plumb.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of what rows come from, by which a run knows them again.
///
/// That of a folder of images is taken over `CLASS/NAME`, a 0 and the SHA-256 of each image, sorted
/// by class and name; files that are no images do not count.
public final class DataDigest {
    private DataDigest() {}

    /// The digest of a file, or of a folder of images, in hexadecimal digits.
    ///
    /// @throws plumb.text.InputError if it cannot be read
    public static String of(Path path) {
        return HexFormat.of().formatHex(Files.isDirectory(path) ? images(path) : file(path));
    }

    private static byte[] images(Path folder) {
        MessageDigest all = sha256();
        for (ImageFolder.Group group : ImageFolder.ofClasses(folder).groups()) {
            for (Path image : group.images()) {
                String name = group.name() + "/" + image.getFileName() + "\0";
                all.update(name.getBytes(StandardCharsets.UTF_8));
                all.update(file(image));
            }
        }
        return all.digest();
    }

    private static byte[] file(Path file) {
        InputFiles.requireThere(file);
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return digest.digest();
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

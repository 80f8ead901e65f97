package plumb.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.text.InputError;

/// The size that images are brought to, `28x32`: height first, in pixels.
public record ImageSize(int height, int width) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})\\s*x\\s*([0-9]{1,5})");

    public ImageSize {
        if (height < 1 || width < 1) throw wrong(height + "x" + width);
    }

    /// Parses a size.
    public static ImageSize of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) throw wrong(text);
        return new ImageSize(Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)));
    }

    private static InputError wrong(String text) {
        return new InputError("data.image must be height and width in pixels, such as 28x28, got \""
                + text + "\"");
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }
}

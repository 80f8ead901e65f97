package plumb.files;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import plumb.text.InputError;

/// An image in a PNG or JPEG file, of which the header has been read.
///
/// @param gray whether it is stored without color
record ImageFile(Path path, int height, int width, boolean gray) {
    /// Decoding takes up to 4 bytes for each pixel.
    private static final long MOST_PIXELS = 1 << 26;

    /// What is done with an opened image.
    @FunctionalInterface
    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    /// Whether a path is named like an image.
    static boolean isOne(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return Stream.of(".png", ".jpg", ".jpeg").anyMatch(name::endsWith);
    }

    static ImageFile of(Path path) {
        return open(path, reader -> {
            int height = reader.getHeight(0);
            int width = reader.getWidth(0);
            if ((long) height * width > MOST_PIXELS) {
                throw new InputError(path + ": is an image of " + height + "x" + width
                        + " pixels, too large: expected at most " + MOST_PIXELS + " in all");
            }
            boolean gray = isGray(reader.getImageTypes(0).next().getColorModel());
            return new ImageFile(path, height, width, gray);
        });
    }

    private static <T> T open(Path path, Reading<T> reading) {
        InputFiles.requireThere(path);
        try (var in = new FileImageInputStream(path.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            if (reader == null || !isKnown(reader)) {
                throw new InputError(path + ": is not a PNG or JPEG image");
            }
            try {
                reader.setInput(in, true, true);
                reader.addIIOReadWarningListener((_, warning) -> requireWhole(warning));
                return reading.from(reader);
            } finally {
                reader.dispose();
            }
        } catch (InputError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders throw all kinds of exceptions when bytes are wrong.
            if (!Files.isReadable(path)) {
                throw new InputError(path + ": cannot be read: permission denied");
            }
            throw new InputError(path + ": is a damaged image: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static boolean isKnown(ImageReader reader) {
        String provider = reader.getOriginatingProvider().getFormatNames()[0];
        return provider.equalsIgnoreCase("png") || provider.equalsIgnoreCase("jpg")
                || provider.equalsIgnoreCase("jpeg");
    }

    /// A JPEG image that ends too early is only warned of.
    private static void requireWhole(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("truncated") || text.contains("premature")) {
            throw new IllegalStateException(warning);
        }
    }

    private static boolean isGray(ColorModel colors) {
        if (!(colors instanceof IndexColorModel palette))
            return colors.getNumColorComponents() == 1;
        return IntStream.range(0, palette.getMapSize())
                .allMatch(i -> palette.getRed(i) == palette.getGreen(i)
                        && palette.getGreen(i) == palette.getBlue(i));
    }

    /// The image, decoded.
    Pixels pixels() {
        BufferedImage image = open(path, reader -> reader.read(0));
        if (image.getHeight() != height || image.getWidth() != width) {
            throw new InputError(path + ": changed while it was read");
        }
        boolean samples = gray && !(image.getColorModel() instanceof IndexColorModel);
        return new Pixels(image, samples);
    }
}

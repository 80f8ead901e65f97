package plumb.nn;

import java.util.Arrays;
import plumb.math.Kernels;
import plumb.text.InputError;

/// The square windows that a kernel sees of an image, `height` times `width` of them.
///
/// A window's values are `[y][x][channel]`. They are found in a padded copy of the image, that is, with
/// the zeros that windows see around it.
///
/// @param top the zeros above the image
/// @param left the zeros left of it
record Windows(Image image, int kernel, int stride, int top, int left, int height, int width) {
    /// @throws InputError if the layer's windows do not fit into such images
    static Windows of(Image image, int kernel, int stride, Padding padding, Layer layer) {
        int height = padding.windows(image.height(), kernel, stride);
        int width = padding.windows(image.width(), kernel, stride);
        if (height == 0 || width == 0) {
            throw new InputError(layer + " needs images of at least " + kernel + "x" + kernel
                    + " pixels, but gets " + image.height() + "x" + image.width());
        }
        if ((double) kernel * kernel * image.channels() > Network.LARGEST) {
            throw new InputError(layer + ": windows of " + kernel + "x" + kernel + "x"
                    + image.channels() + " values are too large");
        }
        return new Windows(image, kernel, stride, padding.before(image.height(), kernel, stride),
                padding.before(image.width(), kernel, stride), height, width);
    }

    /// How many windows an image has.
    int count() {
        return height * width;
    }

    /// How many values a window has.
    int size() {
        return kernel * kernel * image.channels();
    }

    /// How many values a padded image has: the lines and columns that windows see.
    long paddedSize() {
        return lines() * ((width - 1L) * stride + kernel) * image.channels();
    }

    private int lines() {
        return (height - 1) * stride + kernel;
    }

    /// How many values a line of a padded image has, of an image, and of a window.
    private int line() {
        return ((width - 1) * stride + kernel) * image.channels();
    }

    private int imageLine() {
        return image.width() * image.channels();
    }

    private int span() {
        return kernel * image.channels();
    }

    /// Where the windows of so many padded images begin, one image after another from `offset` on.
    int[] starts(int images, int offset) {
        var starts = new int[images * count()];
        int size = (int) paddedSize();
        for (int i = 0; i < starts.length; i++) {
            int within = i % count();
            starts[i] = offset + i / count() * size + within / width * stride * line()
                    + within % width * stride * image.channels();
        }
        return starts;
    }

    /// Where the values of a window are, from its start.
    int[] places() {
        var places = new int[size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i / span() * line() + i % span();
        }
        return places;
    }

    /// Copies images that begin at `from`, so many of them, with zeros around each.
    void pad(float[] images, int from, int number, float[] padded, int offset) {
        int size = (int) paddedSize();
        Arrays.fill(padded, offset, offset + number * size, 0);
        for (int i = 0; i < number; i++) {
            int at = offset + i * size + top * line() + left * image.channels();
            for (int y = 0; y < seenLines(); y++) {
                System.arraycopy(images, from + i * image.size() + y * imageLine(), padded,
                        at + y * line(), seenLine());
            }
        }
    }

    /// Copies images back from where [#pad] puts them; what no window sees becomes 0.
    void unpad(float[] padded, int offset, float[] images, int from, int number) {
        Arrays.fill(images, from, from + number * image.size(), 0);
        for (int i = 0; i < number; i++) {
            int at = offset + i * (int) paddedSize() + top * line() + left * image.channels();
            for (int y = 0; y < seenLines(); y++) {
                System.arraycopy(padded, at + y * line(), images,
                        from + i * image.size() + y * imageLine(), seenLine());
            }
        }
    }

    /// How many lines of an image windows see, and how many values of a line.
    private int seenLines() {
        return Math.min(image.height(), lines() - top);
    }

    private int seenLine() {
        return Math.min(imageLine(), line() - left * image.channels());
    }

    /// Adds so many rows of a matrix to the windows that begin where `starts` says, from `first` on.
    void scatter(Kernels kernels, float[] matrix, int offset, float[] padded, int[] starts,
            int first, int number) {
        int at = offset;
        for (int i = first; i < first + number; i++) {
            for (int y = 0; y < kernel; y++) {
                kernels.add(matrix, at, padded, starts[i] + y * line(), span());
                at += span();
            }
        }
    }
}

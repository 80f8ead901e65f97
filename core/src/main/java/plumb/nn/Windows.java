package plumb.nn;

import java.util.Arrays;
import plumb.math.Kernels;
import plumb.text.InputError;

/// The square windows that a kernel sees of an image, `height` times `width` of them.
///
/// A window's values are `[y][x][channel]`, 0 outside of the image; the windows of the images of a
/// batch follow each other in one sequence.
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

    /// Copies the windows `from` to `to`, the last one excluded, of images to the rows of a matrix.
    void gather(float[] images, int from, int to, float[] matrix, int offset) {
        int at = offset;
        for (int window = from; window < to; window++) {
            int start = window / count() * image.size();
            int y = window % count() / width * stride - top;
            int x = window % width * stride - left;
            for (int ky = 0; ky < kernel; ky++) {
                if (y + ky < 0 || y + ky >= image.height()) {
                    Arrays.fill(matrix, at, at + span(), 0);
                } else {
                    gatherLine(images, start + (y + ky) * line(), x, matrix, at);
                }
                at += span();
            }
        }
    }

    /// One line of a window, from a line of the image that begins at `start`.
    private void gatherLine(float[] images, int start, int x, float[] matrix, int at) {
        int c = image.channels();
        int first = first(x);
        int end = end(x);
        for (int i = at; i < at + first; i++) matrix[i] = 0;
        int shift = start + x * c;
        if (end - first < FEW) {
            for (int i = first; i < end; i++) matrix[at + i] = images[shift + i];
        } else {
            System.arraycopy(images, shift + first, matrix, at + first, end - first);
        }
        for (int i = at + end; i < at + span(); i++) matrix[i] = 0;
    }

    /// Adds the rows of a matrix to the windows of images that they belong to.
    void scatter(Kernels kernels, float[] matrix, int offset, float[] images, int from, int to) {
        int at = offset;
        for (int window = from; window < to; window++) {
            int start = window / count() * image.size();
            int y = window % count() / width * stride - top;
            int x = window % width * stride - left;
            int first = first(x);
            int n = end(x) - first;
            int shift = start + x * image.channels() + first;
            for (int ky = 0; ky < kernel; ky++) {
                if (y + ky >= 0 && y + ky < image.height()) {
                    kernels.add(matrix, at + first, images, shift + (y + ky) * line(), n);
                }
                at += span();
            }
        }
    }

    /// So few values are copied faster by a loop.
    private static final int FEW = 16;

    /// The values of a line of a window, and of a line of an image.
    private int span() {
        return kernel * image.channels();
    }

    private int line() {
        return image.width() * image.channels();
    }

    /// Where in a line of a window that begins at x the image begins, and where it ends.
    private int first(int x) {
        return Math.max(0, -x) * image.channels();
    }

    private int end(int x) {
        return Math.min(kernel, image.width() - x) * image.channels();
    }
}

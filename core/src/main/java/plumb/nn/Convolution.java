package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Kernels;
import plumb.math.Packed;
import plumb.math.Tensor;

/// The arithmetic of a [Conv2d] on the rows of one frame: products of its windows, a piece of them at a
/// time, and its weights.
///
/// A piece of windows is copied to the rows of a matrix that stays in the L2 cache. All memory is
/// scratch: it holds nothing from one call to the next.
public final class Convolution {
    /// How many values a piece has, unless a few windows have more: 96 KiB.
    private static final int PIECE = 24_576;

    private final Windows windows;
    /// The weights `[value of a window][filter]`, and transposed for the way back.
    private final Packed weights;
    private final Packed turned;
    private final Packed delta;
    private final Tensor product;
    private final Tensor sum;
    private final List<Piece> pieces;

    /// The windows `from` to `to` of all images: room for their values, and their places in `z` and `dz`.
    private record Piece(int from, int to, Tensor values, Tensor z, Tensor dz) {}

    Convolution(Windows windows, float[] scratch, Tensor z, Tensor dz) {
        this.windows = windows;
        int filters = z.columns();
        int size = windows.size();
        int height = height(size, filters);
        this.weights = new Packed(scratch, size, filters);
        this.turned = new Packed(scratch, filters, size);
        int at = Math.max(Packed.size(size, filters), Packed.size(filters, size));
        Tensor values = Tensor.of(scratch, at, height, size);
        at += values.size();
        this.product = Tensor.of(scratch, at, size, filters);
        at += product.size();
        this.sum = Tensor.of(scratch, at, 1, filters);
        this.delta = new Packed(scratch, at + filters, height, filters);
        this.pieces = IntStream.iterate(0, from -> from < z.rows(), from -> from + height)
                .mapToObj(from -> {
                    int to = Math.min(z.rows(), from + height);
                    return new Piece(from, to, values.rows(0, to - from), z.rows(from, to),
                            dz.rows() == 0 ? dz : dz.rows(from, to));
                })
                .toList();
    }

    /// How many windows make a piece.
    private static int height(int size, int filters) {
        return Math.max(4, PIECE / Math.max(size, filters) / 4 * 4);
    }

    /// How many values of scratch memory it takes.
    static long scratch(Windows windows, int filters) {
        long size = windows.size();
        long height = height(windows.size(), filters);
        return Math.max(size * Packed.padded(filters), filters * Packed.padded(windows.size()))
                + height * size + size * filters + filters + height * Packed.padded(filters);
    }

    /// Computes `z` from the images.
    void forward(float[] images, Tensor w, @Nullable Tensor bias) {
        Kernels kernels = Kernels.best();
        kernels.pack(w, weights, 0);
        for (int i = 0; i < pieces.size(); i++) {
            Piece p = pieces.get(i);
            gather(images, p);
            kernels.multiply(p.values, weights, bias, p.z);
        }
    }

    private void gather(float[] images, Piece p) {
        windows.gather(images, p.from, p.to, p.values.data(), p.values.offset());
    }

    /// Computes the gradients of weights and bias from the images and `dz`.
    void gradients(float[] images, List<Tensor> into) {
        Kernels kernels = Kernels.best();
        for (int i = 0; i < into.size(); i++) into.get(i).fill(0);
        for (int i = 0; i < pieces.size(); i++) {
            Piece p = pieces.get(i);
            gather(images, p);
            kernels.pack(p.dz, delta, 0);
            kernels.multiply(p.values.transposed(), delta, product);
            add(kernels, product, into.getFirst());
            if (into.size() > 1) {
                kernels.sumRows(delta, p.to - p.from, sum);
                add(kernels, sum, into.getLast());
            }
        }
    }

    private static void add(Kernels kernels, Tensor x, Tensor y) {
        kernels.add(x.data(), x.offset(), y.data(), y.offset(), x.size());
    }

    /// Computes the gradient of the images, of `n` values, from `dz`.
    void back(Tensor w, float[] images, int n) {
        Kernels kernels = Kernels.best();
        kernels.pack(w.transposed(), turned, 0);
        Arrays.fill(images, 0, n, 0);
        for (int i = 0; i < pieces.size(); i++) {
            Piece p = pieces.get(i);
            kernels.multiply(p.dz, turned, p.values);
            windows.scatter(kernels, p.values.data(), p.values.offset(), images, p.from, p.to);
        }
    }
}

package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Indirect;
import plumb.math.Kernels;
import plumb.math.Packed;
import plumb.math.Tensor;

/// The arithmetic of a [Conv2d] on the rows of one frame: products of its windows and its weights.
///
/// Some images at a time are copied with zeros around them, and the products read their windows there;
/// only the way back to the images makes a matrix of windows, a piece of it at a time. All memory is
/// scratch: it holds nothing from one call to the next.
public final class Convolution {
    /// How many values of padded images lie in the cache at a time, unless one image has more: 64 KiB.
    private static final int GROUP = 16_384;
    /// Over how many windows a gradient is one sum. Groups have as many, if there are.
    private static final int CHUNK = 256;
    /// How many values a piece of the matrix of windows has, unless 4 windows have more: 96 KiB.
    private static final int PIECE = 24_576;

    private final Windows windows;
    /// The weights `[value of a window][filter]`, and transposed for the way back.
    private final Packed weights;
    private final Packed turned;
    private final Packed delta;
    private final Tensor product;
    private final Tensor sum;
    /// Padded images, and where their windows begin.
    private final float[] padded;
    private final int paddedAt;
    private final int[] starts;
    private final List<Group> groups;

    /// Some images from `image` on.
    private record Group(int image, int images, Indirect windows, Tensor z, List<Chunk> chunks,
            List<Piece> pieces) {}

    /// Some windows of a group as columns, and what came back to them.
    private record Chunk(Indirect values, Tensor dz) {}

    /// Windows of a group from `first` on: what came back to them, and room for the gradient of their
    /// values.
    private record Piece(int first, Tensor dz, Tensor values) {}

    Convolution(Windows windows, float[] scratch, Tensor z, Tensor dz) {
        this.windows = windows;
        int filters = z.columns();
        int size = windows.size();
        int rows = z.rows() / windows.count();
        int images = images(windows, rows);
        int chunk = chunk(windows, images);
        this.weights = new Packed(scratch, size, filters);
        this.turned = new Packed(scratch, filters, size);
        int at = Math.max(Packed.size(size, filters), Packed.size(filters, size));
        Tensor values = Tensor.of(scratch, at, piece(windows, filters), size);
        at += values.size();
        this.product = Tensor.of(scratch, at, size, filters);
        at += product.size();
        this.sum = Tensor.of(scratch, at, 1, filters);
        at += filters;
        this.delta = new Packed(scratch, at, chunk, filters);
        this.padded = scratch;
        this.paddedAt = at + Packed.size(chunk, filters);
        this.starts = windows.starts(images, paddedAt);
        var all = new Indirect(scratch, starts, windows.places());
        this.groups = each(rows, images).mapToObj(image -> {
            int number = Math.min(images, rows - image);
            int n = number * windows.count();
            int from = image * windows.count();
            Tensor dzs = dz.rows() == 0 ? dz : dz.rows(from, from + n);
            return new Group(image, number, all.rows(0, n), z.rows(from, from + n),
                    each(dzs.rows(), chunk).mapToObj(first -> {
                        int end = Math.min(n, first + chunk);
                        return new Chunk(all.rows(first, end).transposed(), dzs.rows(first, end));
                    }).toList(),
                    each(dzs.rows(), values.rows()).mapToObj(first -> {
                        int end = Math.min(n, first + values.rows());
                        return new Piece(first, dzs.rows(first, end), values.rows(0, end - first));
                    }).toList());
        }).toList();
    }

    /// The numbers from 0 on, so many below n.
    private static IntStream each(int n, int step) {
        return IntStream.iterate(0, first -> first < n, first -> first + step);
    }

    /// How many images make a group.
    private static int images(Windows windows, int rows) {
        int enough = Math.ceilDiv(CHUNK, windows.count());
        return (int) Math.min(rows, Math.max(enough, GROUP / windows.paddedSize()));
    }

    private static int chunk(Windows windows, int images) {
        return (int) Math.min(CHUNK, (long) images * windows.count());
    }

    /// How many windows make a piece.
    private static int piece(Windows windows, int filters) {
        return Math.max(4, PIECE / Math.max(windows.size(), filters) / 4 * 4);
    }

    /// How many values of scratch memory it takes for so many images.
    static long scratch(Windows windows, int filters, int rows) {
        long size = windows.size();
        int images = images(windows, rows);
        return Math.max(size * Packed.padded(filters), filters * Packed.padded(windows.size()))
                + piece(windows, filters) * size + size * filters + filters
                + chunk(windows, images) * Packed.padded(filters)
                + images * windows.paddedSize();
    }

    /// Computes `z` from the images.
    void forward(float[] images, Tensor w, @Nullable Tensor bias) {
        Kernels kernels = Kernels.best();
        kernels.pack(w, weights, 0);
        for (int i = 0; i < groups.size(); i++) {
            Group g = groups.get(i);
            pad(images, g);
            kernels.multiply(g.windows, weights, bias, g.z);
        }
    }

    private void pad(float[] images, Group g) {
        windows.pad(images, g.image * windows.image().size(), g.images, padded, paddedAt);
    }

    /// Computes the gradients of weights and bias from the images and `dz`.
    void gradients(float[] images, List<Tensor> into) {
        Kernels kernels = Kernels.best();
        for (int i = 0; i < into.size(); i++) into.get(i).fill(0);
        for (int i = 0; i < groups.size(); i++) {
            Group g = groups.get(i);
            pad(images, g);
            for (int j = 0; j < g.chunks.size(); j++) {
                Chunk c = g.chunks.get(j);
                kernels.pack(c.dz, delta, 0);
                kernels.multiply(c.values, delta, null, product);
                add(kernels, product, into.getFirst());
                if (into.size() > 1) {
                    kernels.sumRows(delta, c.dz.rows(), sum);
                    add(kernels, sum, into.getLast());
                }
            }
        }
    }

    private static void add(Kernels kernels, Tensor x, Tensor y) {
        kernels.add(x.data(), x.offset(), y.data(), y.offset(), x.size());
    }

    /// Computes the gradient of the images from `dz`.
    void back(Tensor w, float[] images) {
        Kernels kernels = Kernels.best();
        kernels.pack(w.transposed(), turned, 0);
        int size = windows.image().size();
        for (int i = 0; i < groups.size(); i++) {
            Group g = groups.get(i);
            Arrays.fill(padded, paddedAt, paddedAt + g.images * (int) windows.paddedSize(), 0);
            for (int j = 0; j < g.pieces.size(); j++) {
                Piece p = g.pieces.get(j);
                kernels.multiply(p.dz, turned, p.values);
                windows.scatter(kernels, p.values.data(), p.values.offset(), padded, starts,
                        p.first, p.dz.rows());
            }
            windows.unpad(padded, paddedAt, images, g.image * size, g.images);
        }
    }
}

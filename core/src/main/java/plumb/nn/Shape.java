package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import plumb.text.InputError;

/// The sizes of the values of one row: `[units]`, `[steps][units]` or `[height][width][channels]`, the
/// last index running fastest.
///
/// @param stepwise whether layers that take flat rows take each step of this one by itself, as
///     behind a recurrent layer
public record Shape(List<Integer> sizes, boolean stepwise) {
    /// The most values one row can have.
    private static final long LARGEST = Integer.MAX_VALUE - 8;

    public Shape {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty()) throw new IllegalArgumentException("a shape needs at least one size");
        double values = 1;
        for (int size : sizes) {
            if (size < 1) throw new IllegalArgumentException("a shape of sizes " + sizes);
            values *= size;
        }
        if (values > LARGEST) {
            throw new InputError("rows of " + sizes.stream().map(String::valueOf)
                    .collect(Collectors.joining("x")) + " values are too large");
        }
    }

    public static Shape of(int... sizes) {
        return of(Arrays.stream(sizes).boxed().toList());
    }

    public static Shape of(List<Integer> sizes) {
        return new Shape(sizes, false);
    }

    /// The number of values of a row.
    public int size() {
        int size = 1;
        for (int i = 0; i < sizes.size(); i++) size *= sizes.get(i);
        return size;
    }

    /// The last size: units, or channels.
    public int channels() {
        return sizes.getLast();
    }

    /// How many times a row has each channel: 1, the steps of a sequence, or the pixels of an image.
    public int positions() {
        return size() / channels();
    }

    /// The number of steps of a sequence `[steps][features]`.
    ///
    /// @throws InputError naming the layer that needs one, if this is none
    int steps(Layer layer) {
        if (sizes.size() == 2) return sizes.getFirst();
        throw new InputError(layer + " takes sequences, steps x features, but a row has " + this);
    }

    /// `28x28x1`.
    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}

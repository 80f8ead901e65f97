package plumb.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The sizes of the values of one row: `[units]`, a sequence `[steps][units]`, or an image
/// `[height][width][channels]`, the last index running fastest.
public record Shape(List<Integer> sizes) {
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
        if (values > LARGEST) throw new IllegalArgumentException("a shape of sizes " + sizes);
    }

    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /// The number of values of a row.
    public int size() {
        return sizes.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b);
    }

    /// The last size: units, or channels.
    public int channels() {
        return sizes.getLast();
    }

    /// How many times a row has each channel: 1, the steps of a sequence, or the pixels of an image.
    public int positions() {
        return size() / channels();
    }

    public boolean isFlat() {
        return sizes.size() == 1;
    }

    public boolean isSequence() {
        return sizes.size() == 2;
    }

    public boolean isImage() {
        return sizes.size() == 3;
    }

    /// `28x28x1`.
    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}

package plumb.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import plumb.math.Kernels;
import plumb.math.Rng;
import plumb.math.Sums;
import plumb.nn.Shape;
import plumb.text.Grammar;
import plumb.text.InputError;

/// A table of numbers with a target, and which of its rows are for training, validation and test.
///
/// Every split and every training shares the inputs. The columns of a row can be those of an array of
/// several dimensions, such as an image, in row-major order.
/// Training changes weights by the training rows; decisions see the validation rows; the test rows
/// are measured once and decide nothing.
public final class Dataset {
    private final Inputs inputs;
    private final List<String> columns;
    private final Shape shape;
    private final Target target;
    private final int[] train;
    private final int[] validation;
    private final int[] test;
    /// What rules have been fitted to the training rows.
    private final Map<Scale, Scaling> scalings = new EnumMap<>(Scale.class);

    private Dataset(
            Inputs inputs, List<String> columns, Shape shape, Target target, int[] train,
            int[] validation, int[] test) {
        this.inputs = inputs;
        this.columns = List.copyOf(columns);
        this.shape = shape;
        this.target = target;
        this.train = train;
        this.validation = validation;
        this.test = test;
    }

    /// A data set in memory whose rows are all for training; decisions are measured on them too.
    ///
    /// @param inputs `[row][column]`
    /// @throws InputError if a value is not finite, or if there is no class of a row's number
    public static Dataset of(float[] inputs, List<String> columns, Target target) {
        if (columns.isEmpty()) throw new InputError("the data has no input columns");
        return of(Inputs.of(inputs, columns.size()), columns, target);
    }

    /// A data set whose rows are all for training; decisions are measured on them too.
    ///
    /// @throws InputError if a value is not finite, or if there is no class of a row's number
    public static Dataset of(Inputs inputs, List<String> columns, Target target) {
        int rows = target.rows();
        if (rows == 0) throw new InputError("the data has no rows");
        if (inputs.rows() != rows || inputs.width() != columns.size()) {
            throw new IllegalArgumentException(inputs.rows() + " rows of " + inputs.width()
                    + " values for " + rows + " rows of " + columns.size());
        }
        requireFinite(inputs, columns);
        requireKnown(target);
        int[] all = IntStream.range(0, rows).toArray();
        return new Dataset(inputs, columns, Shape.of(columns.size()), target, all, all, new int[0]);
    }

    private static void requireFinite(Inputs inputs, List<String> columns) {
        var values = new float[inputs.width()];
        var sums = new Sums();
        for (int row = 0; row < inputs.rows(); row++) {
            inputs.read(row, values, 0);
            Kernels.best().squares(values, 0, values.length, sums);
            if (sums.nonFinite == 0) continue;
            for (int c = 0; c < values.length; c++) {
                if (Float.isFinite(values[c])) continue;
                throw new InputError("row " + row + ", column \"" + columns.get(c)
                        + "\": expected a finite number, got " + values[c]);
            }
        }
    }

    private static void requireKnown(Target target) {
        switch (target) {
            case Target.Classes(int[] of, List<String> names) -> {
                for (int row = 0; row < of.length; row++) {
                    if (of[row] >= 0 && of[row] < names.size()) continue;
                    throw new InputError(
                            "row " + row + ", target: expected the number of a class, 0 to "
                                    + (names.size() - 1) + ", got " + of[row]);
                }
            }
            case Target.Labels(byte[] of, int width) -> {
                for (int i = 0; i < of.length; i++) {
                    if (of[i] == 0 || of[i] == 1) continue;
                    throw new InputError("row " + i / width + ", label " + i % width
                            + ": expected 0 or 1, got " + of[i]);
                }
            }
            case Target.Values(float[] of, int width) -> {
                for (int i = 0; i < of.length; i++) {
                    if (Float.isFinite(of[i])) continue;
                    throw new InputError("row " + i / width + ", target"
                            + (width == 1 ? "" : " " + i % width)
                            + ": expected a finite number, got " + of[i]);
                }
            }
        }
    }

    /// The same rows, each as an array of this shape.
    public Dataset shaped(Shape rows) {
        if (rows.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of " + columns.size() + " has not the shape " + rows);
        }
        return new Dataset(inputs, columns, rows, target, train, validation, test);
    }

    /// Keeps the rows from `first` on for the test.
    public Dataset withTestFrom(int first) {
        if (first < 1) throw new InputError("no row is left for training: all are for the test");
        int[] rest = IntStream.range(0, first).toArray();
        return new Dataset(inputs, columns, shape, target, rest, rest,
                IntStream.range(first, rows()).toArray());
    }

    /// Draws a share of the training rows for validation, of one target with classes the same share of
    /// every class, to within a row. With share 0 the training rows are the validation rows too.
    public Dataset split(double share, long seed) {
        if (!(share >= 0 && share < 1)) {
            throw new InputError("data.validation must be at least 0 and below 1, got "
                    + Grammar.number(share));
        }
        if (share == 0) return this;
        int[] order = new Rng(seed, Rng.Stream.SPLIT, 0).permutation(new int[train.length]);
        int classes = target instanceof Target.Classes c ? c.names().size() : 1;
        int[] size = new int[classes];
        for (int row : train) size[stratum(row)]++;
        int[] wanted = shares(share, size);
        var held = new boolean[rows()];
        for (int position : order) {
            int row = train[position];
            if (wanted[stratum(row)]-- > 0) held[row] = true;
        }
        int[] kept = Arrays.stream(train).filter(row -> !held[row]).toArray();
        int[] drawn = Arrays.stream(train).filter(row -> held[row]).toArray();
        if (kept.length == 0) {
            throw new InputError("data.validation " + Grammar.number(share)
                    + " leaves no row for training, of " + train.length + " in all");
        }
        return new Dataset(inputs, columns, shape, target, kept,
                drawn.length == 0 ? kept : drawn, test);
    }

    /// The nearest whole number to a share of all, dealt out by the largest remainders, of equal ones to
    /// those that come first; none takes the last of a class where another has more.
    private static int[] shares(double share, int[] sizes) {
        int[] shares = Arrays.stream(sizes).map(n -> (int) (share * n)).toArray();
        long left = Math.round(share * Arrays.stream(sizes).sum()) - Arrays.stream(shares).sum();
        IntStream.range(0, sizes.length).boxed()
                .sorted(Comparator.comparing((Integer i) -> shares[i] + 1 >= sizes[i])
                        .thenComparingDouble(i -> shares[i] - share * sizes[i]))
                .limit(left).forEach(i -> shares[i]++);
        return shares;
    }

    private int stratum(int row) {
        return target instanceof Target.Classes classes ? classes.of()[row] : 0;
    }

    public int rows() {
        return target.rows();
    }

    public Inputs inputs() {
        return inputs;
    }

    /// A rule fitted to the inputs of the training rows.
    public Scaling scaling(Scale rule) {
        synchronized (scalings) {
            return scalings.computeIfAbsent(rule, r -> r.fit(inputs, train));
        }
    }

    /// The names of the input columns.
    public List<String> columns() {
        return columns;
    }

    /// The sides of the array that a row is, `[height, width]` of an image; their product is the
    /// number of columns.
    public Shape shape() {
        return shape;
    }

    public Target target() {
        return target;
    }

    /// The rows that change weights.
    public int[] train() {
        return train;
    }

    /// The rows that decisions are measured on.
    public int[] validation() {
        return validation;
    }

    /// The rows that are measured once, at the end; none if there is no test data.
    public int[] test() {
        return test;
    }

    /// Whether decisions are measured on rows that training does not see.
    public boolean heldOut() {
        return !Arrays.equals(validation, train);
    }
}

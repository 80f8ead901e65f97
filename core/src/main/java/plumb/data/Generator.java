package plumb.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import plumb.math.Rng;
import plumb.nn.Shape;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InPlace;
import plumb.text.InputError;
import plumb.text.Require;

/// A task drawn by a formula, for learning, tests and demonstrations. Equal seeds give equal data.
public sealed interface Generator {
    Dataset generate(long seed);

    /// Parses a generator such as `circles(1000, noise=0.1)`.
    static Generator of(String text) {
        return Grammar.parse(Generator.class, text);
    }

    /// The four corners of the unit square in turn, with normal noise; the class is the exclusive or
    /// of the two coordinates.
    record Xor(int n, @Default("0") double noise) implements Generator {
        public Xor {
            Require.atLeastOne(n, "n");
            Require.notNegative(noise, "noise");
        }

        @Override
        public Dataset generate(long seed) {
            return points(n, seed, (row, rng, x) -> {
                x[0] = (row >> 1 & 1) + noise * rng.normal();
                x[1] = (row & 1) + noise * rng.normal();
                return (row >> 1 ^ row) & 1;
            });
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Two circles around the origin, of radius 1 and `factor`, with normal noise.
    record Circles(int n, @Default("0.1") double noise,
            @Default("0.8") double factor) implements Generator {
        public Circles {
            Require.atLeastOne(n, "n");
            Require.notNegative(noise, "noise");
            if (!(factor > 0 && factor < 1)) throw new InputError("factor must be between 0 and 1");
        }

        @Override
        public Dataset generate(long seed) {
            return points(n, seed, (row, rng, x) -> {
                double radius = row % 2 == 0 ? 1 : factor;
                double angle = rng.uniform(0, 2 * Math.PI);
                x[0] = radius * StrictMath.cos(angle) + noise * rng.normal();
                x[1] = radius * StrictMath.sin(angle) + noise * rng.normal();
                return row % 2;
            });
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Normal clusters in the plane around centers drawn uniformly in [−10, 10]²; a class for each.
    record Blobs(int n, @Default("3") int centers, @Default("2") double sd) implements Generator {
        public Blobs {
            Require.atLeastOne(n, "n");
            if (centers < 2 || centers > n) throw new InputError("centers must be between 2 and n");
            Require.notNegative(sd, "sd");
        }

        @Override
        public Dataset generate(long seed) {
            var place = new Rng(seed, Rng.Stream.DATA, 1);
            double[] center = IntStream.range(0, 2 * centers)
                    .mapToDouble(i -> place.uniform(-10, 10)).toArray();
            return points(n, seed, (row, rng, x) -> {
                int c = row % centers;
                x[0] = center[2 * c] + sd * rng.normal();
                x[1] = center[2 * c + 1] + sd * rng.normal();
                return c;
            });
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Two interleaving half circles of radius 1, with normal noise.
    record Moons(int n, @Default("0.1") double noise) implements Generator {
        public Moons {
            Require.atLeastOne(n, "n");
            Require.notNegative(noise, "noise");
        }

        @Override
        public Dataset generate(long seed) {
            return points(n, seed, (row, rng, x) -> {
                double angle = rng.uniform(0, Math.PI);
                boolean lower = row % 2 == 1;
                x[0] = (lower ? 1 - StrictMath.cos(angle) : StrictMath.cos(angle))
                        + noise * rng.normal();
                x[1] = (lower ? 0.5 - StrictMath.sin(angle) : StrictMath.sin(angle))
                        + noise * rng.normal();
                return row % 2;
            });
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Two spirals that turn around each other (Lang & Witbrock, 1988), within radius 1.
    record Spirals(int n, @Default("1.5") double turns,
            @Default("0.02") double noise) implements Generator {
        public Spirals {
            Require.atLeastOne(n, "n");
            Require.positive(turns, "turns");
            Require.notNegative(noise, "noise");
        }

        @Override
        public Dataset generate(long seed) {
            return points(n, seed, (row, rng, x) -> {
                double radius = Math.sqrt(rng.uniform());
                double angle = 2 * Math.PI * turns * radius + (row % 2) * Math.PI;
                x[0] = radius * StrictMath.cos(angle) + noise * rng.normal();
                x[1] = radius * StrictMath.sin(angle) + noise * rng.normal();
                return row % 2;
            });
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Random bits; the class is whether the number of ones is odd.
    record Parity(int bits, int n) implements Generator {
        public Parity {
            Require.atLeastOne(n, "n");
            Require.atLeastOne(bits, "bits");
        }

        @Override
        public Dataset generate(long seed) {
            return points(n, bits, seed, (row, rng, x) -> {
                int ones = 0;
                for (int j = 0; j < bits; j++) {
                    int bit = rng.nextInt(2);
                    x[j] = bit;
                    ones += bit;
                }
                return ones % 2;
            });
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// A regression task: standard normal inputs, `y = w·x` with normal weights of variance
    /// 1/inputs, and normal noise of standard deviation 0.1.
    record Linear(int n, @Default("1") int inputs) implements Generator {
        public Linear {
            Require.atLeastOne(n, "n");
            Require.atLeastOne(inputs, "inputs");
        }

        @Override
        public Dataset generate(long seed) {
            requireRoom(n, inputs);
            var draw = new Rng(seed, Rng.Stream.DATA, 1);
            double[] w = IntStream.range(0, inputs)
                    .mapToDouble(i -> draw.normal() / Math.sqrt(inputs)).toArray();
            var rng = new Rng(seed, Rng.Stream.DATA, 0);
            var x = new float[n * inputs];
            var y = new float[n];
            for (int row = 0; row < n; row++) {
                double sum = 0.1 * rng.normal();
                for (int j = 0; j < inputs; j++) {
                    x[row * inputs + j] = (float) rng.normal();
                    sum += w[j] * x[row * inputs + j];
                }
                y[row] = (float) sum;
            }
            return Dataset.of(x, names(inputs), new Target.Values(y));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The adding problem (Hochreiter & Schmidhuber, 1997): a sequence of pairs of a uniform number
    /// in [0, 1] and a mark, `[length][2]`, is answered by the sum of the two marked numbers, one of
    /// which is in each half. The mean, 1, as the answer to all has a mean squared error of 1/6.
    record Adding(int n, int length) implements Generator {
        public Adding {
            Require.atLeastOne(n, "n");
            if (length < 2) throw new InputError("length must be at least 2, got " + length);
        }

        @Override
        public Dataset generate(long seed) {
            requireRoom(n, 2L * length);
            var rng = new Rng(seed, Rng.Stream.DATA, 0);
            var x = new float[n * 2 * length];
            var y = new float[n];
            for (int row = 0; row < n; row++) {
                int from = row * 2 * length;
                for (int t = 0; t < length; t++) x[from + 2 * t] = (float) rng.uniform();
                int half = length / 2;
                int first = from + 2 * rng.nextInt(half);
                int second = from + 2 * (half + rng.nextInt(length - half));
                x[first + 1] = 1;
                x[second + 1] = 1;
                y[row] = x[first] + x[second];
            }
            return Dataset.of(x, names(2 * length), new Target.Values(y))
                    .shaped(Shape.of(length, 2));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The temporal order problem (Hochreiter & Schmidhuber, 1997): a sequence of the symbols a, b and
    /// four that distract, each as one 1 of six, `[length][6]`. An a or b stands at one place in
    /// [L/10, L/5) and one in [L/2, 3L/5); the class says which of aa, ab, ba and bb they are.
    record TemporalOrder(int n, int length) implements Generator {
        private static final int SYMBOLS = 6;
        private static final int TELLING = 2;

        public TemporalOrder {
            Require.atLeastOne(n, "n");
            if (length < 10) throw new InputError("length must be at least 10, got " + length);
        }

        @Override
        public Dataset generate(long seed) {
            requireRoom(n, (long) SYMBOLS * length);
            var rng = new Rng(seed, Rng.Stream.DATA, 0);
            var x = new float[n * SYMBOLS * length];
            var classes = new int[n];
            for (int row = 0; row < n; row++) {
                int first = within(rng, length / 10, length / 5);
                int second = within(rng, length / 2, (int) (3L * length / 5));
                classes[row] = row % 4;
                for (int t = 0; t < length; t++) {
                    int symbol = t == first
                            ? classes[row] / TELLING
                            : t == second
                                    ? classes[row] % TELLING
                                    : within(rng, TELLING, SYMBOLS);
                    x[(row * length + t) * SYMBOLS + symbol] = 1;
                }
            }
            return Dataset.of(x, names(SYMBOLS * length),
                    new Target.Classes(classes, List.of("aa", "ab", "ba", "bb")))
                    .shaped(Shape.of(length, SYMBOLS));
        }

        private static int within(Rng rng, int from, int to) {
            return from + rng.nextInt(to - from);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Shapeset-3x2 (Glorot & Bengio, 2010): gray images `[32][32][1]` of one or two triangles,
    /// parallelograms and ellipses, pixels of mean 0 and mean square 0.37 in [−1, 1]. Nine classes say
    /// which shapes there are. Their shares are 1/6 of each single shape, 1/9 of each pair of two shapes
    /// and 1/18 of each shape twice, so that the most frequent class as the answer to all is wrong in 5/6.
    record Shapeset(int n) implements Generator {
        public Shapeset {
            Require.atLeastOne(n, "n");
        }

        @Override
        public Dataset generate(long seed) {
            int pixels = ShapesetImages.SIDE * ShapesetImages.SIDE;
            requireRoom(n, pixels);
            var images = new ShapesetImages(new Rng(seed, Rng.Stream.DATA, 0));
            var x = new float[n * pixels];
            var classes = new int[n];
            for (int row = 0; row < n; row++) classes[row] = images.draw(x, row * pixels);
            return Dataset.of(x, names(pixels), new Target.Classes(classes, ShapesetImages.CLASSES))
                    .shaped(Shape.of(ShapesetImages.SIDE, ShapesetImages.SIDE, 1));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// A point of the plane that belongs to one of two classes.
    sealed interface Point {
        double x1();

        double x2();

        record A(double x1, @InPlace double x2) implements Point {
            public A {
                Require.finite(x1, "x1");
                Require.finite(x2, "x2");
            }

            @Override
            public String toString() {
                return Grammar.print(this);
            }
        }

        record B(double x1, @InPlace double x2) implements Point {
            public B {
                Require.finite(x1, "x1");
                Require.finite(x2, "x2");
            }

            @Override
            public String toString() {
                return Grammar.print(this);
            }
        }
    }

    /// Points that are written down, of the classes a and b: `points(a(0, 0.5), b(1, -0.5))`.
    record Points(List<Point> of) implements Generator {
        public Points {
            of = List.copyOf(of);
            if (of.isEmpty()) throw new InputError("points needs at least one point");
        }

        @Override
        public Dataset generate(long seed) {
            var inputs = new float[2 * of.size()];
            var classes = new int[of.size()];
            for (int row = 0; row < classes.length; row++) {
                Point point = of.get(row);
                inputs[2 * row] = (float) point.x1();
                inputs[2 * row + 1] = (float) point.x2();
                classes[row] = point instanceof Point.B ? 1 : 0;
            }
            return Dataset.of(inputs, names(2), new Target.Classes(classes, List.of("a", "b")));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Draws one row of inputs and returns its class.
    @FunctionalInterface
    interface Draw {
        int row(int row, Rng rng, double[] x);
    }

    private static Dataset points(int n, long seed, Draw draw) {
        return points(n, 2, seed, draw);
    }

    private static Dataset points(int n, int columns, long seed, Draw draw) {
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        requireRoom(n, columns);
        var inputs = new float[n * columns];
        var classes = new int[n];
        var x = new double[columns];
        int largest = 0;
        for (int row = 0; row < n; row++) {
            classes[row] = draw.row(row, rng, x);
            largest = Math.max(largest, classes[row]);
            for (int j = 0; j < columns; j++) inputs[row * columns + j] = (float) x[j];
        }
        var classNames = IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
        return Dataset.of(inputs, names(columns), new Target.Classes(classes, classNames));
    }

    private static void requireRoom(int rows, long columns) {
        double values = (double) rows * columns;
        double bytes = Float.BYTES * values;
        if (values > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
            throw new InputError(
                    "the data need " + String.format(Locale.ROOT, "%.0f", bytes)
                            + " bytes of memory (" + rows + " rows of " + columns
                            + "): draw fewer rows");
        }
    }

    private static List<String> names(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(j -> "x" + j).toList();
    }
}

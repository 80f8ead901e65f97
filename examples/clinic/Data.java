// Writes the tables of the examples beside it: java examples/clinic/Data.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

static final Random RANDOM = new Random(7);
static final Path FOLDER = Path.of(System.getProperty("jdk.launcher.sourcefile", "examples/clinic/Data.java"))
        .toAbsolutePath().resolveSibling("data");

void main() throws IOException {
    Files.createDirectories(FOLDER);
    table("product.csv", columns(20) + ",y", 512, row -> {
        double[] x = draw(20, RANDOM::nextGaussian);
        return and(x, x[0] * x[1] + Math.sin(x[2]));
    });
    table("parabola.csv", "x,y", 50, row -> {
        double noise = RANDOM.nextGaussian();
        return and(new double[] {row / 10.0}, 5 * row * row / 100.0 + noise * noise * noise);
    });
    table("plane.csv", "a,b,c,y", 100_000, row -> {
        double[] x = draw(3, () -> RANDOM.nextDouble(10_000));
        return and(x, 2 * x[0] + x[1] + 0.5 * x[2] + 2.2);
    });
    table("unscaled.csv", "a,b,y", 500, row -> {
        double[] x = draw(2, () -> RANDOM.nextDouble(1000));
        return and(x, 3 * x[0] - 2 * x[1] + 5);
    });
    table("line.csv", "x,y", 100, row -> new double[] {1 + row / 99.0, 5 + 5 * row / 99.0});
    table("sum10.csv", columns(10) + ",label", 1000, row -> {
        double[] x = draw(10, RANDOM::nextDouble);
        return and(x, Arrays.stream(x).sum() > 5 ? 1 : 0);
    });
    table("sum5.csv", columns(5) + ",label", 1000, row -> {
        double[] x = draw(5, RANDOM::nextDouble);
        return and(x, Arrays.stream(x).sum() > 2.5 ? 1 : 0);
    });
    table("negative.csv", columns(4) + ",label", 1000, row -> {
        double[] x = draw(4, () -> -RANDOM.nextDouble());
        return and(x, Arrays.stream(x).sum() > -2 ? 1 : 0);
    });
    // Means and standard deviations of three kinds of iris (Fisher, 1936); the second column times 1000.
    double[][] mean = {{5.0, 3.4, 1.46, 0.24}, {5.9, 2.77, 4.26, 1.33}, {6.6, 2.97, 5.55, 2.03}};
    double[][] sd = {{0.35, 0.38, 0.17, 0.1}, {0.52, 0.31, 0.47, 0.2}, {0.64, 0.32, 0.55, 0.27}};
    table("flowers.csv", "a,b,c,d,kind", 150, row -> {
        int kind = row % 3;
        double[] x = IntStream.range(0, 4)
                .mapToDouble(j -> mean[kind][j] + sd[kind][j] * RANDOM.nextGaussian()).toArray();
        x[1] *= 1000;
        return and(x, kind);
    });
}

void table(String name, String header, int rows, Function<Integer, double[]> row) throws IOException {
    String lines = IntStream.range(0, rows).mapToObj(i -> Arrays.stream(row.apply(i))
            .mapToObj(v -> v == Math.rint(v) ? "" + (long) v : String.format(Locale.ROOT, "%.6g", v))
            .collect(Collectors.joining(",", "", "\n"))).collect(Collectors.joining());
    Files.writeString(FOLDER.resolve(name), header + "\n" + lines);
    IO.println(FOLDER.resolve(name));
}

String columns(int n) {
    return IntStream.range(0, n).mapToObj(j -> "x" + j).collect(Collectors.joining(","));
}

double[] draw(int n, java.util.function.DoubleSupplier next) {
    return java.util.stream.DoubleStream.generate(next).limit(n).toArray();
}

double[] and(double[] x, double y) {
    double[] all = Arrays.copyOf(x, x.length + 1);
    all[x.length] = y;
    return all;
}

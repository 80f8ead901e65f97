package plumb.bench.clinic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.files.Experiment;
import plumb.math.Rng;
import plumb.nn.Shape;
import plumb.train.Plan;

/// Something to learn that a well made network learns within a minute.
///
/// @param scale what healthy networks do to its inputs
/// @param rows draws the data of a seed
record Task(String name, Scale scale, LongFunction<Dataset> rows) {
    private static final int IMAGES = 4000;

    /// All of them; those of files where `PLUMB_DATA` names their folder.
    static List<Task> all() {
        var tasks = new ArrayList<>(List.of(
                generated("circles(1000, noise=0.08, factor=0.5)", Scale.NONE),
                generated("moons(1000, noise=0.1)", Scale.NONE),
                generated("spirals(1500, turns=1)", Scale.NONE),
                generated("xor(800, noise=0.15)", Scale.NONE),
                generated("blobs(1200, centers=5, sd=1)", Scale.STANDARDIZE),
                generated("linear(1000, 10)", Scale.NONE),
                new Task("friedman", Scale.NONE, Task::friedman)));
        String folder = System.getenv("PLUMB_DATA");
        if (folder != null) {
            tasks.add(file("digits", Path.of(folder, "digits-train.csv"), Scale.MINMAX, 1500));
            tasks.add(file("mnist", Path.of(folder), Scale.UNIT, IMAGES));
        }
        return List.copyOf(tasks);
    }

    private static Task generated(String text, Scale scale) {
        Generator generator = Generator.of(text);
        return new Task(text, scale, generator::generate);
    }

    private static Task file(String name, Path source, Scale scale, int most) {
        if (!Files.exists(source)) throw new IllegalStateException("no " + source);
        var plan = Plan.of("flatten(); dense(10, softmax)", "categorical-cross-entropy",
                "adam(0.001)");
        Dataset all = Experiment.of(name, source.toString(), plan, 1).load();
        return new Task(name, scale, seed -> some(all, most, seed));
    }

    /// Some of the training rows, drawn.
    private static Dataset some(Dataset all, int most, long seed) {
        int[] order = new Rng(seed, Rng.Stream.DATA, 0).permutation(new int[all.train().length]);
        int[] rows = IntStream.of(order).limit(most).map(i -> all.train()[i]).toArray();
        int width = all.columns().size();
        var values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) all.inputs().read(rows[i], values, i * width);
        var classes = (Target.Classes) all.target();
        int[] of = IntStream.of(rows).map(row -> classes.of()[row]).toArray();
        return Dataset.of(values, all.columns(), new Target.Classes(of, classes.names()))
                .shaped(Shape.of(width));
    }

    /// Ten uniform inputs, of which five count: 10 sin(πx₁x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅
    /// (Friedman, 1991), as standard scores, with normal noise.
    private static Dataset friedman(long seed) {
        int n = 1000;
        int width = 10;
        var rng = new Rng(seed, Rng.Stream.DATA, 0);
        var x = new float[n * width];
        var y = new float[n];
        for (int row = 0; row < n; row++) {
            int at = row * width;
            for (int j = 0; j < width; j++) x[at + j] = (float) rng.uniform();
            double value = 10 * StrictMath.sin(Math.PI * x[at] * x[at + 1])
                    + 20 * (x[at + 2] - 0.5) * (x[at + 2] - 0.5) + 10 * x[at + 3] + 5 * x[at + 4];
            y[row] = (float) ((value - 14.4) / 4.9 + 0.1 * rng.normal());
            for (int j = 0; j < width; j++) x[at + j] = 3.46f * (x[at + j] - 0.5f);
        }
        List<String> names = IntStream.rangeClosed(1, width).mapToObj(j -> "x" + j).toList();
        return Dataset.of(x, names, new Target.Values(y));
    }
}

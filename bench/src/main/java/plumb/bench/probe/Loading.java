package plumb.bench.probe;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import plumb.files.Experiment;

/// How fast data files are read on one core, in megabytes of file per second.
public record Loading(double idx, double csv) {
    private static final int IMAGES = 60_000;
    private static final int PIXELS = 784;
    private static final int ROWS = 100_000;
    private static final int COLUMNS = 20;

    public static Loading of(double[] numbers) {
        return new Loading(numbers[0], numbers[1]);
    }

    double[] numbers() {
        return new double[] {idx, csv};
    }

    static Loading measure(int rounds, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path images = folder.resolve("train-images-idx3-ubyte");
        Path labels = folder.resolve("train-labels-idx1-ubyte");
        writeIdx(images, labels);
        Path table = folder.resolve("table.csv");
        writeCsv(table);
        return new Loading(speed(rounds, ".", Files.size(images) + Files.size(labels), folder),
                speed(rounds, "table.csv", Files.size(table), folder));
    }

    private static double speed(int rounds, String source, long bytes, Path folder) {
        Experiment experiment = Experiment.parse("data: {source: " + source + "}\n"
                + "network: [\"dense(10, softmax)\"]\n", "loading.yaml", folder, List.of());
        var speeds = new double[rounds];
        for (int round = -2; round < rounds; round++) {
            long began = System.nanoTime();
            int rows = experiment.load().rows();
            long ended = System.nanoTime();
            if (rows < 1) throw new IllegalStateException("no rows");
            if (round >= 0) speeds[round] = bytes * 1e3 / (ended - began);
        }
        return Stopwatch.median(speeds);
    }

    private static void writeIdx(Path images, Path labels) throws IOException {
        var random = new SplittableRandom(1);
        var pixels = new byte[IMAGES * PIXELS];
        random.nextBytes(pixels);
        try (var out = new DataOutputStream(Files.newOutputStream(images))) {
            for (int size : new int[] {0x0803, IMAGES, 28, 28}) out.writeInt(size);
            out.write(pixels);
        }
        var classes = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) classes[i] = (byte) (i % 10);
        try (var out = new DataOutputStream(Files.newOutputStream(labels))) {
            for (int size : new int[] {0x0801, IMAGES}) out.writeInt(size);
            out.write(classes);
        }
    }

    private static void writeCsv(Path table) throws IOException {
        var random = new SplittableRandom(2);
        try (var out = Files.newBufferedWriter(table)) {
            for (int j = 0; j < COLUMNS; j++) out.write("x" + j + ",");
            out.write("class\n");
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < COLUMNS; j++) {
                    out.write((float) random.nextDouble(-10, 10) + ",");
                }
                out.write("c" + i % 10 + "\n");
            }
        }
    }
}

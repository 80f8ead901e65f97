package plumb.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.bench.contest.Net;
import plumb.bench.contest.Spread;

/// Training on MNIST with the command, from pressing enter.
///
/// @param firstStep seconds to the first event that names a step
/// @param goal seconds to the first epoch that scores [#ACCURACY] on the validation rows; NaN if none
/// @param epoch seconds from the end of an epoch to that of the next
/// @param end seconds to the end
/// @param accuracy on the test rows at the end
/// @param megabytes the most memory held at once
public record Mnist(double firstStep, double goal, double epoch, double end, double accuracy,
        double megabytes) {
    public static final double ACCURACY = 0.975;
    /// The convolutional network.
    public static final String LENET = "examples/mnist-lenet.yaml";
    /// All rows of training and test as float32, in megabytes.
    public static final double DATA = 70_000 * 784 * 4 / 1e6;

    private static final String EXPERIMENT = """
            name: mnist
            data:
              source: ${PLUMB_DATA}
              scale: unit
            network:
              - dense(%d, relu, he-normal) x %d
              - dense(10, softmax)
            optimizer: adam(0.001)
            batch: %d
            epochs: 10
            """.formatted(Net.MEDIUM.width(), Net.MEDIUM.depth(), Net.MEDIUM.batch());

    /// Trains the medium network with the launcher in the folder `root`; nothing where no data are named.
    public static Optional<Mnist> medium(Path root) throws IOException {
        return train(root, Files.writeString(Path.of("mnist.yaml"), EXPERIMENT));
    }

    /// Trains [#LENET] in the same way.
    public static Optional<Mnist> lenet(Path root) {
        return train(root, root.resolve(LENET));
    }

    private static Optional<Mnist> train(Path root, Path file) {
        if (System.getenv("PLUMB_DATA") == null) return Optional.empty();
        Launch launch = Launch.of(0, List.of(root.resolve("plumb").toString(), "train",
                file.toString(), "--json"));
        return Optional.of(new Mnist(
                first(launch.lines().stream()
                        .filter(line -> !Double.isNaN(line.number("step"))).findFirst()),
                first(launch.lines().stream().filter(line -> line.is("epoch")
                        && line.number("metric") >= ACCURACY).findFirst()),
                epoch(launch.lines().stream().filter(line -> line.is("epoch"))
                        .mapToDouble(Launch.Line::seconds).toArray()),
                launch.seconds(),
                launch.lines().stream().filter(line -> line.is("result")).findFirst()
                        .map(Mnist::test).orElse(Double.NaN),
                launch.megabytes()));
    }

    private static double epoch(double[] ends) {
        return Spread.of(IntStream.range(1, ends.length).mapToDouble(i -> ends[i] - ends[i - 1])
                .toArray()).median();
    }

    private static double first(Optional<Launch.Line> line) {
        return line.map(Launch.Line::seconds).orElse(Double.NaN);
    }

    private static double test(Launch.Line result) {
        int from = Math.max(0, result.text().indexOf("\"test\":"));
        return new Launch.Line(0, result.text().substring(from)).number("metric");
    }
}

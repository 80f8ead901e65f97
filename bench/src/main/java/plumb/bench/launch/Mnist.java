package plumb.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.bench.contest.Net;
import plumb.bench.contest.Spread;

/// Training on MNIST with the command, from pressing enter, once or several times.
///
/// @param firstStep seconds to the first event that names a step
/// @param goal seconds to the first epoch that scores [#ACCURACY] on the validation rows; NaN if none
/// @param epoch seconds from the end of an epoch to that of the next
/// @param end seconds to the end
/// @param accuracy on the test rows at the end
/// @param megabytes the most memory held at once
public record Mnist(Spread firstStep, Spread goal, Spread epoch, Spread end, Spread accuracy,
        Spread megabytes) {
    /// How often [#medium] trains.
    public static final int LAUNCHES = 3;

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
        return train(root, Files.writeString(Path.of("mnist.yaml"), EXPERIMENT), LAUNCHES);
    }

    /// Trains [#LENET] in the same way, once.
    public static Optional<Mnist> lenet(Path root) {
        return train(root, root.resolve(LENET), 1);
    }

    private static Optional<Mnist> train(Path root, Path file, int times) {
        if (System.getenv("PLUMB_DATA") == null) return Optional.empty();
        List<Launch> launches = Stream.generate(() -> Launch.of(0, List.of(
                root.resolve("plumb").toString(), "train", file.toString(), "--json")))
                .limit(times).toList();
        return Optional.of(new Mnist(
                spread(launches, launch -> first(launch,
                        line -> !Double.isNaN(line.number("step")), Launch.Line::seconds)),
                spread(launches, launch -> first(launch,
                        line -> line.is("epoch") && line.number("metric") >= ACCURACY,
                        Launch.Line::seconds)),
                spread(launches, Mnist::epoch),
                spread(launches, Launch::seconds),
                spread(launches, launch -> first(launch, line -> line.is("result"), Mnist::test)),
                spread(launches, Launch::megabytes)));
    }

    private static Spread spread(List<Launch> launches, ToDoubleFunction<Launch> figure) {
        return Spread.of(launches.stream().mapToDouble(figure).toArray());
    }

    private static double first(Launch launch, Predicate<Launch.Line> wanted,
            ToDoubleFunction<Launch.Line> figure) {
        return launch.lines().stream().filter(wanted).mapToDouble(figure).findFirst()
                .orElse(Double.NaN);
    }

    /// The seconds from the end of an epoch to that of the next.
    private static double epoch(Launch launch) {
        double[] ends = launch.lines().stream().filter(line -> line.is("epoch"))
                .mapToDouble(Launch.Line::seconds).toArray();
        return Spread.of(IntStream.range(1, ends.length).mapToDouble(i -> ends[i] - ends[i - 1])
                .toArray()).median();
    }

    private static double test(Launch.Line result) {
        int from = Math.max(0, result.text().indexOf("\"test\":"));
        return new Launch.Line(0, result.text().substring(from)).number("metric");
    }
}

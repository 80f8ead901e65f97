package plumb.bench.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import plumb.bench.contest.Net;
import plumb.bench.contest.Plumb;

/// Where the time of a step goes: the share of samples of the Java Flight Recorder that lie in each
/// part of the engine, for every network, with statistics, on one core.
///
/// A sample belongs to the innermost method of Plumb. The compiler moves instructions about, so
/// shares of a few percent are rough.
public final class Profile {
    private static final double SECONDS = 6;
    private static final String EVENT = "jdk.ExecutionSample";
    /// What makes the recorder name the method a sample was taken in, not the next safe point.
    static final List<String> OPTIONS = List.of("-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints");

    /// A part of the engine.
    public enum Part {
        PRODUCTS("products"), PACKING("packing and transposing for them"), WINDOWS(
                "windows of images and pools"), ACTIVATIONS("activations and loss"), UPDATE(
                        "update"), STATISTICS(
                                "statistics"), BATCHES(
                                        "gathering batches, scoring"), REST("the rest");

        public final String title;

        Part(String title) {
            this.title = title;
        }

        /// @param type behind `plumb.`
        static Part of(String type, String method) {
            return switch (type) {
                case "math.VectorTiles", "math.VectorIndirectTiles" -> PRODUCTS;
                case "math.VectorTranspose" -> PACKING;
                case "nn.Convolution", "nn.Conv2d", "nn.Windows", "nn.MaxPool", "nn.Squares",
                        "math.VectorPools", "math.Indirect" ->
                    WINDOWS;
                case "math.VectorProduct" -> method.startsWith("pack") ? PACKING : PRODUCTS;
                case "math.VectorSquares", "math.Squares", "math.Sums", "math.Magnitudes",
                        "nn.Tally", "gauge.History", "gauge.Series", "gauge.Gauge",
                        "gauge.Reading", "gauge.SignalToNoise" ->
                    STATISTICS;
                case "math.VectorRows" -> switch (method) {
                    case "strips" -> PACKING;
                    case "add" -> WINDOWS;
                    case "scale" -> BATCHES;
                    default -> STATISTICS;
                };
                case "train.Update", "optim.Sgd", "nn.Gradients" -> UPDATE;
                case "nn.Activation", "nn.Rectifier", "nn.Squashing", "nn.Ramp", "nn.Loss",
                        "nn.Dense", "nn.Frame", "nn.Pass", "math.VectorElementary",
                        "math.VectorKernels", "math.ScalarKernels", "math.Elementary" ->
                    ACTIVATIONS;
                case "data.Scaling", "train.Encoding", "math.Rng", "train.Evaluation",
                        "train.Order" ->
                    BATCHES;
                default -> REST;
            };
        }
    }

    private Profile() {}

    /// The shares, `[network][part]` one after the other, as in [Net#ALL] and [Part].
    static double[] measure() {
        return Net.ALL.stream().flatMapToDouble(net -> Arrays.stream(shares(net))).toArray();
    }

    private static double[] shares(Net net) {
        var network = Plumb.network(net, 1, true);
        run(network);
        try (var recording = new Recording()) {
            recording.enable(EVENT).withPeriod(Duration.ofMillis(10)).withStackTrace();
            recording.start();
            run(network);
            recording.stop();
            return shares(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            network.close();
        }
    }

    private static void run(Plumb.Network network) {
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        while (System.nanoTime() < end) network.step();
    }

    private static double[] shares(Recording recording) throws IOException {
        Path file = Files.createTempFile("plumb-profile", ".jfr");
        try {
            recording.dump(file);
            var parts = new ArrayList<Part>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals(EVENT)) parts.add(part(event));
            }
            return Arrays.stream(Part.values())
                    .mapToDouble(part -> (double) parts.stream().filter(part::equals).count()
                            / parts.size())
                    .toArray();
        } finally {
            Files.delete(file);
        }
    }

    private static Part part(RecordedEvent event) {
        if (event.getStackTrace() == null) return Part.REST;
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("plumb.") || type.startsWith("plumb.bench.")) continue;
            String outer = type.substring("plumb.".length()).replaceAll("\\$.*", "");
            return Part.of(outer, frame.getMethod().getName());
        }
        return Part.REST;
    }
}

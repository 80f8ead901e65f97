package plumb.bench.jmh;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// All JMH benchmarks but that of whole steps, in short runs.
public final class Microbenchmarks {
    private static final TimeValue TIME = TimeValue.milliseconds(200);

    /// The median over the iterations of one benchmark.
    ///
    /// @param parameter the value of its parameter; empty if it has none
    /// @param score GFLOP/s for products, else nanoseconds an element
    public record Score(String type, String method, String parameter, double score) {}

    private Microbenchmarks() {}

    public static List<Score> run() {
        var options = new OptionsBuilder().verbosity(VerboseMode.SILENT).shouldFailOnError(true)
                .warmupTime(TIME).measurementTime(TIME);
        Stream.of(Products.class, Activations.class, Elements.class, Updates.class)
                .forEach(type -> options.include(type.getName() + "\\."));
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return results.stream().map(Microbenchmarks::score).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Score score(RunResult result) {
        String[] names = result.getParams().getBenchmark().split("\\.", -1);
        var parameters = result.getParams();
        var counter = result.getSecondaryResults().get("gflop");
        var figures = counter == null ? result.getPrimaryResult() : counter;
        return new Score(names[names.length - 2], names[names.length - 1],
                parameters.getParamsKeys().stream().findFirst().map(parameters::getParam)
                        .orElse(""),
                figures.getStatistics().getPercentile(50));
    }
}

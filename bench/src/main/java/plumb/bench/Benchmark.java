package plumb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import plumb.bench.contest.Contest;
import plumb.bench.contest.Host;
import plumb.bench.jmh.Microbenchmarks;
import plumb.bench.launch.Command;
import plumb.bench.launch.Mnist;
import plumb.bench.probe.Loading;
import plumb.bench.probe.Probe;
import plumb.bench.probe.Subnormals;
import plumb.bench.report.Environment;
import plumb.bench.report.Performance;
import plumb.bench.report.Results;

/// Measures everything in one run and writes `PERFORMANCE.md` into the folder `bench.root`. The
/// number of rounds is `bench.rounds`.
public final class Benchmark {
    private Benchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Host.root();
        int rounds = Integer.getInteger("bench.rounds", 7);
        var environment = Environment.here();
        say("the command");
        Command command = Command.measure(root);
        var mnist = Mnist.measure(root);
        say("loading, depths, subnormal numbers, profile");
        Loading loading = Loading.of(Probe.LOADING.run(rounds));
        double[] depths = Probe.DEPTHS.run(rounds);
        Subnormals subnormals = Subnormals.of(Probe.SUBNORMALS.run(rounds));
        double[] profile = Probe.PROFILE.run(rounds);
        say("kernels");
        List<Microbenchmarks.Score> kernels = Microbenchmarks.run();
        var fields = Stream.of(1, Host.cores()).distinct()
                .map(cores -> Contest.hold(cores, rounds, Benchmark::say)).toList();
        var results = new Results(LocalDate.now(ZoneOffset.UTC), rounds, environment, fields,
                depths, subnormals, loading, profile, kernels, command, mnist);
        Files.writeString(root.resolve("PERFORMANCE.md"), Performance.of(results));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

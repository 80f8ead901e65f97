package plumb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import plumb.bench.contest.Contest;
import plumb.bench.contest.Field;
import plumb.bench.contest.Host;
import plumb.bench.contest.Net;
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
/// number of rounds is `bench.rounds`. Given names of networks, only holds the contest on these and
/// prints its tables.
public final class Benchmark {
    private Benchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.getInteger("bench.rounds", 7);
        if (arguments.length > 0) {
            contest(rounds, Stream.of(arguments).map(Net::named).toList())
                    .forEach(field -> say(Performance.of(field)));
            return;
        }
        Path root = Host.root();
        var environment = Environment.here();
        say("the command");
        Command command = Command.measure(root);
        var mnist = Mnist.medium(root);
        var lenet = Mnist.lenet(root);
        say("loading, depths, subnormal numbers, profile");
        Loading loading = Loading.of(Probe.LOADING.run(rounds));
        double[] depths = Probe.DEPTHS.run(rounds);
        Subnormals subnormals = Subnormals.of(Probe.SUBNORMALS.run(rounds));
        double[] profile = Probe.PROFILE.run(rounds);
        say("kernels");
        List<Microbenchmarks.Score> kernels = Microbenchmarks.run();
        List<Field> fields = contest(rounds, Net.DENSE);
        List<Field> images = contest(rounds, List.of(Net.LENET));
        var results = new Results(LocalDate.now(ZoneOffset.UTC), rounds, environment, fields,
                images,
                depths, subnormals, loading, profile, kernels, command, mnist, lenet);
        Files.writeString(root.resolve("PERFORMANCE.md"), Performance.of(results));
    }

    private static List<Field> contest(int rounds, List<Net> nets) {
        return Stream.of(1, Host.cores()).distinct()
                .map(cores -> Contest.hold(cores, rounds, nets, Benchmark::say)).toList();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

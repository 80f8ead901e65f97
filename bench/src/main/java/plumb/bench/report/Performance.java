package plumb.bench.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.bench.contest.Field;
import plumb.bench.contest.Host;
import plumb.bench.contest.Library;
import plumb.bench.contest.Net;
import plumb.bench.contest.Spread;
import plumb.bench.jmh.Microbenchmarks;
import plumb.bench.launch.Command;
import plumb.bench.launch.Mnist;
import plumb.bench.probe.Depths;
import plumb.bench.probe.Profile;

/// The text of `PERFORMANCE.md`.
public final class Performance {
    private static final String COMMAND = "mvn -B -Pbench -DskipTests verify";
    /// The training rows of MNIST.
    private static final int EPOCH = 60_000;

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Performance(Results results) {
        this.results = results;
    }

    public static String of(Results results) {
        var report = new Performance(results);
        report.introduction();
        report.goals();
        report.environment();
        results.fields().forEach(field -> report.contest("## On ", field));
        report.lenet();
        report.profile();
        report.alone();
        report.kernels();
        report.method();
        report.appendix();
        return report.text.toString();
    }

    private void introduction() {
        text.append(
                """
                        # Performance

                        How fast Plumb trains, beside the libraries that train on the JVM. All numbers
                        come from one run of

                        ```
                        %s
                        ```

                        on %s, which also wrote this text. A number of a contest is the median of %s,
                        with the least and the largest in parentheses; the appendix has every round. The
                        command was started 9 times, on MNIST %s and on its LeNet once; kernels
                        have five short iterations each, and allocations the least of five windows. Compare
                        within a column only: another machine, or the same on another day, gives other numbers.

                        """
                        .formatted(COMMAND, results.date(),
                                Figures.count(results.rounds(), "round"),
                                Figures.count(Mnist.LAUNCHES, "time")));
    }

    private void goals() {
        text.append("""
                ## Goals

                Against the fastest peer at its best setting, Plumb with statistics on and the
                peer with none.

                | goal | measured | |
                |---|---|---|
                """);
        for (Goal goal : Goals.of(results)) {
            text.append("| ").append(goal.aim()).append(" | ").append(goal.figure()).append(" | ")
                    .append(goal.verdict()).append(" |\n");
        }
        text.append(
                "\nWhat keeps Plumb from a goal, and what was tried: [docs/speed.md](docs/speed.md).\n\n");
    }

    private void environment() {
        Environment e = results.environment();
        text.append("## Environment\n\n").append(new Table("", List.of(""))
                .row("processor", List.of(e.processor())).row("cores", List.of("" + e.cores()))
                .row("vector instructions", List.of(e.features()))
                .row("caches of a core", List.of(e.caches())).row("memory", List.of(e.memory()))
                .row("system", List.of(e.system())).row("JVM", List.of(e.java())));
        text.append("JVM options of Plumb, those of its launcher:\n\n```\n")
                .append(String.join(" ", e.plumbOptions()))
                .append("\n```\n\nJVM options of its peers:\n\n```\n")
                .append(String.join(" ", Host.PEER)).append("\n```\n\n");
        results.fields().forEach(field -> contenders("", field));
        results.images().forEach(field -> contenders(" with images", field));
    }

    private void contenders(String on, Field field) {
        text.append("Contenders").append(on).append(" on ").append(Figures.cores(field.cores()))
                .append(":\n\n");
        field.versions().forEach((entry, version) -> text.append("- ").append(entry.title())
                .append(": ").append(version).append('\n'));
        field.absent().forEach((entry, reason) -> text.append("- ").append(entry.title())
                .append(": **skipped**, ").append(reason).append('\n'));
        text.append('\n');
    }

    private void contest(String title, Field field) {
        var tables = new Contests(field);
        text.append(title).append(Figures.cores(field.cores())).append("\n\n")
                .append(tables.times())
                .append("How many times as long a peer takes, without statistics and at the better"
                        + " of its\nsettings, as Plumb with statistics:\n\n")
                .append(tables.ratios()).append("What statistics cost:\n\n")
                .append(tables.statistics()).append("How near Plumb comes to the peak:\n\n")
                .append(tables.peaks()).append("What was learned before the clock ran:\n\n")
                .append(tables.learned());
        text.append("While one process was measured, the others together used at most ")
                .append(Figures.percent(field.idle())).append(" of a core.\n\n");
    }

    /// The tables of a contest alone.
    public static String of(Field field) {
        var tables = new Contests(field);
        return "## On " + Figures.cores(field.cores()) + "\n\n" + tables.times() + tables.ratios()
                + tables.statistics() + tables.peaks() + tables.learned() + tables.rounds();
    }

    private void lenet() {
        text.append("""
                ## LeNet on MNIST

                Seconds for the steps of an epoch of %d images, by the times of `lenet` below:
                Plumb with statistics, its peers without and at the better of their settings.

                """.formatted(EPOCH));
        var table = new Table("seconds an epoch", results.images().stream()
                .map(field -> Figures.cores(field.cores())).toList());
        for (Library library : List.of(Library.PLUMB, Library.DJL, Library.LIBTORCH)) {
            table.row(library.title(), results.images().stream()
                    .map(field -> library == Library.PLUMB
                            ? epoch(field.plumb(Net.LENET, true))
                            : field.best(library, Net.LENET).map(cell -> epoch(field.of(cell)))
                                    .findFirst().orElse("–"))
                    .toList());
        }
        text.append(table);
        results.lenet().ifPresentOrElse(lenet -> text.append(new Table(
                "`plumb train " + Mnist.LENET + "`", List.of(""))
                .row("first step", List.of(Figures.of(lenet.firstStep().median()) + " s"))
                .row("an epoch, with its score on the validation rows",
                        List.of(Figures.of(lenet.epoch().median()) + " s"))
                .row("end", List.of(Figures.of(lenet.end().median()) + " s"))
                .row("test rows right at the end",
                        List.of(Figures.percent(lenet.accuracy().median())))),
                () -> text.append(
                        "The command was skipped: PLUMB_DATA names no folder with its files.\n\n"));
        results.images().forEach(field -> contest("### On ", field));
    }

    private static String epoch(double[] milliseconds) {
        double steps = (double) EPOCH / Net.LENET.batch();
        return Figures.of(Spread.of(
                Arrays.stream(milliseconds).map(ms -> steps * ms / 1e3).toArray()));
    }

    private void profile() {
        var table = new Table("share of samples", Net.ALL.stream().map(Net::name).toList());
        Profile.Part[] parts = Profile.Part.values();
        for (int p = 0; p < parts.length; p++) {
            int part = p;
            table.row(parts[p].title, IntStream.range(0, Net.ALL.size())
                    .mapToObj(net -> Figures
                            .percent(results.profile()[net * parts.length + part]))
                    .toList());
        }
        text.append("## Where a step of Plumb spends its time\n\nOn one core, with statistics, by"
                + " the samples of the Java Flight Recorder.\n\n").append(table);
    }

    private void kernels() {
        text.append("## Kernels\n\nMedians of short JMH runs, one core.\n\n");
        results.kernels().stream().collect(Collectors.groupingBy(Microbenchmarks.Score::type,
                LinkedHashMap::new, Collectors.toList()))
                .forEach((type, scores) -> text.append(table(type, scores)));
    }

    /// A row for each parameter and a column for each method, or a row for each method if there is no
    /// parameter.
    private static Table table(String type, List<Microbenchmarks.Score> scores) {
        String unit = type.equals("Products") ? ", GFLOP/s" : ", ns an element";
        if (scores.getFirst().parameter().isEmpty()) {
            var table = new Table("`" + type + "`" + unit, List.of(""));
            scores.forEach(s -> table.row(s.method(), List.of(Figures.of(s.score()))));
            return table;
        }
        var methods = scores.stream().map(Microbenchmarks.Score::method).distinct().toList();
        var table = new Table("`" + type + "`" + unit, methods);
        scores.stream().map(Microbenchmarks.Score::parameter).distinct()
                .forEach(parameter -> table.row("`" + parameter + "`", methods.stream()
                        .map(method -> scores.stream()
                                .filter(s -> s.parameter().equals(parameter)
                                        && s.method().equals(method))
                                .map(s -> Figures.of(s.score())).findFirst().orElse("–"))
                        .toList()));
        return table;
    }

    private void alone() {
        text.append("## Plumb alone\n\n");
        for (Field field : results.fields()) {
            var table = new Table("bytes allocated per step, " + Figures.cores(field.cores()),
                    List.of(""));
            field.bytes().forEach((cell, bytes) -> table.row(cell.net().name()
                    + (cell.statistics() ? ", statistics on" : ", statistics off"),
                    List.of(Figures.of(bytes))));
            text.append(table);
        }
        text.append(new Table("hidden layers of 128 units",
                Depths.ALL.stream().map(String::valueOf).toList())
                .row("ms per step, one core", IntStream.range(0, results.depths().length)
                        .mapToObj(i -> Figures.of(results.depths()[i])).toList()));
        var s = results.subnormals();
        text.append(
                """
                        A gradient that underflows, in 40 ReLU layers of 128 units under 24 sigmoid layers that
                        make it vanish: with %s of all δ subnormal (%s in a twin whose sigmoid layers
                        keep it; ReLU makes half of δ zero in both) a step takes %s ms, %s times that of the
                        twin.

                        """
                        .formatted(Figures.percent(s.share()), Figures.percent(s.normalShare()),
                                Figures.of(s.milliseconds()), Figures.of(s.ratio())));
        Command c = results.command();
        text.append(new Table("from pressing enter", List.of("seconds"))
                .row("`plumb --version`", List.of(Figures.of(c.version())))
                .row("`plumb examine " + Command.EXAMPLE + "`", List.of(Figures.of(c.examine()))));
        text.append(new Table("reading files on one core", List.of("MB/s"))
                .row("IDX, 60,000 images", List.of(Figures.of(results.loading().idx())))
                .row("CSV, 100,000 rows of 20 numbers and a class",
                        List.of(Figures.of(results.loading().csv()))));
        results.mnist().ifPresentOrElse(this::mnist, () -> text.append(
                "MNIST was skipped: PLUMB_DATA names no folder with its files.\n\n"));
    }

    private void mnist(Mnist mnist) {
        text.append(new Table("`plumb train` on MNIST, the medium network with Adam", List.of(""))
                .row("first step", List.of(Figures.of(mnist.firstStep()) + " s"))
                .row(Figures.percent(Mnist.ACCURACY) + " of the validation rows right",
                        List.of(Figures.of(mnist.goal()) + " s"))
                .row("end, after 10 epochs", List.of(Figures.of(mnist.end()) + " s"))
                .row("test rows right at the end", List.of(Figures.percent(mnist.accuracy())))
                .row("peak memory", List.of(Figures.of(mnist.megabytes()) + " MB"))
                .row("an empty JVM", List.of(
                        Figures.of(results.command().emptyJvm()) + " MB"))
                .row("all rows as float32", List.of(Figures.of(Mnist.DATA) + " MB")));
        text.append("""
                The time to %s counts to the first epoch that reaches it on validation rows, which
                are set apart from the training rows: test rows are scored once, at the end, and
                decide nothing. Their accuracy is %s.

                """.formatted(Figures.percent(Mnist.ACCURACY), Figures.percent(mnist.accuracy())));
    }

    private void method() {
        text.append("## Method\n\n");
        for (Net net : Net.ALL) {
            text.append("- `").append(net.name()).append("`: ").append(net).append(", batch ")
                    .append(net.batch()).append(", ")
                    .append(net.binary() ? "logistic loss" : "softmax cross-entropy").append('\n');
        }
        text.append("""

                A c before a number stands for the filters of a convolution with windows of %dx%d
                pixels, as many as there are pixels, with ReLU and a pool of %dx%d.
                """.formatted(Net.KERNEL, Net.KERNEL, Net.POOL, Net.POOL));
        text.append(
                """

                        All train the same layers in float32 by plain gradient descent with rate %s, ReLU in
                        the hidden layers, weights drawn as He et al. do. Peers repeat one batch that lies
                        ready; Plumb gathers each batch from shuffled rows, scores validation rows after
                        each 64 steps, and computes the loss, as every training does. A step is all that
                        happens until the next can begin.

                        Every contender has a process of its own that lives through the whole contest and
                        waits while others are measured. It trains 3 seconds to warm up and must lower
                        its loss, or it is out. Then each is measured for one second a round, one after
                        the other, round after round; ratios are taken within a round.

                        On one core a process is bound to that core and the library is set to one thread.
                        On more, the library is set to as many threads as there are cores; Plumb itself
                        decides whether a network is worth sharing. Peers with OpenMP run with its
                        default and with `OMP_WAIT_POLICY=PASSIVE` ("passive"), and the better counts.

                        Statistics are, for Plumb: every layer is tallied at every step and added to a
                        history, as the command does; for DJL and PyTorch: the norms of gradient and
                        weights of every layer, read at every step; for DL4J: its `StatsListener` at every
                        step, into memory.

                        The peak is a loop of fused multiply-adds on registers, measured in every round; shares
                        are of the best round, because what disturbs it can only make it slower.
                        A step needs 6 floating-point operations for each weight and sample, 4 in the
                        first layer; in a convolution for each window.

                        """
                        .formatted(Net.RATE));
    }

    private void appendix() {
        text.append("## Appendix: every round, in ms per step\n\n");
        Stream.concat(results.fields().stream(), results.images().stream())
                .forEach(field -> text.append(new Contests(field).rounds()));
    }
}

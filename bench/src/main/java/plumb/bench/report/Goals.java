package plumb.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import plumb.bench.contest.Cell;
import plumb.bench.contest.Field;
import plumb.bench.contest.Net;
import plumb.bench.contest.Spread;
import plumb.bench.launch.Mnist;
import plumb.bench.probe.Depths;

/// What Plumb aims at, line by line.
final class Goals {
    /// How many times as fast as the fastest peer, on one core and on more.
    private static final Map<Net, Double> ALONE = Map.of(Net.SMALL, 40.0, Net.MEDIUM, 1.2,
            Net.DEEP, 1.5, Net.LARGE, 1.2, Net.LENET, 1.0);
    private static final Map<Net, Double> TOGETHER = Map.of(Net.SMALL, 40.0, Net.MEDIUM, 1.6,
            Net.DEEP, 2.0, Net.LARGE, 1.5, Net.LENET, 1.0);
    private static final Map<Net, Double> PEAK = Map.of(Net.MEDIUM, 0.8, Net.DEEP, 0.75, Net.LARGE,
            0.75);
    private static final double STATISTICS = 0.03;
    private static final double STATISTICS_SMALL = 0.1;
    private static final double BYTES = 256;
    private static final double BEND = 0.15;
    /// Megabytes of file in a second.
    private static final double IDX = 200;
    private static final double CSV = 60;
    private static final double FIRST_STEP = 3;
    private static final double COPIES = 1.5;
    private static final double LENET = 0.99;

    private final Results results;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(Results results) {
        this.results = results;
    }

    static List<Goal> of(Results results) {
        var goals = new Goals(results);
        results.fields().forEach(goals::speed);
        results.images().forEach(goals::speed);
        goals.peak(results.fields().getFirst());
        results.fields().forEach(goals::statistics);
        results.images().forEach(goals::statistics);
        goals.alone();
        goals.mnist();
        return goals.goals;
    }

    private void speed(Field field) {
        for (Net net : field.nets()) {
            double wanted = Objects.requireNonNull(
                    (field.cores() == 1 ? ALONE : TOGETHER).get(net));
            String aim = net.name() + ", " + Figures.cores(field.cores()) + ": at least "
                    + Figures.of(wanted) + " times as fast as the fastest peer";
            List<Cell> peers = field.peers(net);
            if (peers.isEmpty()) {
                goals.add(Goal.skipped(aim, "no peer ran"));
                continue;
            }
            Spread ratio = Spread.ratio(field.of(peers.getFirst()), field.plumb(net, true));
            goals.add(Goal.of(aim,
                    Figures.times(ratio) + ", " + peers.getFirst().entry().title(),
                    ratio.median() >= wanted));
        }
    }

    private void peak(Field field) {
        for (Net net : field.nets()) {
            Double wanted = PEAK.get(net);
            if (wanted == null) continue;
            Spread share = share(field, net, false);
            goals.add(Goal.of(net.name() + ", " + Figures.cores(field.cores())
                    + ", statistics off: at least " + Figures.percent(wanted) + " of the peak",
                    Figures.percent(share), share.median() >= wanted));
        }
    }

    /// The share of the peak that Plumb's steps reach.
    static Spread share(Field field, Net net, boolean statistics) {
        double peak = field.peak();
        return Spread.of(Arrays.stream(field.plumb(net, statistics))
                .map(milliseconds -> net.flops() / 1e6 / milliseconds / peak).toArray());
    }

    private void statistics(Field field) {
        for (Net net : field.nets()) {
            double most = net.equals(Net.SMALL) ? STATISTICS_SMALL : STATISTICS;
            double cost = Spread.ratio(field.plumb(net, true), field.plumb(net, false)).median()
                    - 1;
            goals.add(Goal.of(net.name() + ", " + Figures.cores(field.cores())
                    + ": statistics cost at most " + Figures.percent(most),
                    Figures.percent(cost), cost <= most));
        }
    }

    private void alone() {
        double bytes = results.fields().stream().flatMap(f -> f.bytes().values().stream())
                .mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        goals.add(Goal.of("at most " + Figures.of(BYTES) + " bytes allocated per step",
                "at most " + Figures.of(bytes), bytes <= BYTES));
        double bend = Depths.bend(results.depths());
        goals.add(
                Goal.of("from 10 to 100 layers the time of a step grows in a straight line, within "
                        + Figures.percent(BEND), Figures.percent(bend), bend <= BEND));
        reading("IDX", results.loading().idx(), IDX);
        reading("CSV", results.loading().csv(), CSV);
    }

    private void reading(String format, double speed, double wanted) {
        goals.add(Goal.of(format + " read on one core at " + Figures.of(wanted) + " MB/s or more",
                Figures.of(speed) + " MB/s", speed >= wanted));
    }

    private void mnist() {
        String step = "MNIST, from pressing enter: the first step within " + Figures.of(FIRST_STEP)
                + " s";
        double most = COPIES * Mnist.DATA + results.command().emptyJvm();
        String memory = "MNIST: peak memory at most " + Figures.of(COPIES)
                + " times the data as float32, plus an empty JVM: " + Figures.of(most) + " MB";
        String right = "MNIST: LeNet has at least " + Figures.percent(LENET)
                + " of the test rows right";
        results.mnist().ifPresentOrElse(mnist -> {
            goals.add(Goal.of(step, Figures.of(mnist.firstStep()) + " s",
                    mnist.firstStep().median() <= FIRST_STEP));
            goals.add(Goal.of(memory, Figures.of(mnist.megabytes()) + " MB",
                    mnist.megabytes().median() <= most));
        }, () -> {
            goals.add(Goal.skipped(step, "PLUMB_DATA names no data"));
            goals.add(Goal.skipped(memory, "PLUMB_DATA names no data"));
        });
        goals.add(results.lenet()
                .map(lenet -> Goal.of(right, Figures.percent(lenet.accuracy().median()),
                        lenet.accuracy().median() >= LENET))
                .orElse(Goal.skipped(right, "PLUMB_DATA names no data")));
    }
}

package plumb.gauge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.math.Distribution;
import plumb.math.Magnitudes;
import plumb.math.State;
import plumb.nn.Network;
import plumb.nn.Tally;
import plumb.train.Divergence;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Step;
import plumb.train.Training;

/// Everything that was measured during one training, in memory that does not grow with its length.
///
/// Layers count from 0 here, steps from 1.
public final class History {
    private static final int PENDING = 32;

    /// For each layer, a course of each quantity, by ordinal.
    private final List<List<Series>> layers = new ArrayList<>();
    /// The readings of the last steps that are not in the courses yet.
    private double[][] pending = {};
    private int waiting;
    private final List<Series> dead = new ArrayList<>();
    private final List<Magnitudes> deltas = new ArrayList<>();
    private final List<Magnitudes> gradients = new ArrayList<>();
    /// Of the first step and of the last that counted, and which step that was.
    private final List<Distribution> firstDistributions = new ArrayList<>();
    private final List<Distribution> lastDistributions = new ArrayList<>();
    private long distributed;
    /// Of the recurrent layers.
    private final Map<Integer, TimeCourse> times = new HashMap<>();
    /// Of each layer, at the first step.
    private double[] cosines = {};
    private final Series loss = new Series();
    private final Series metric = new Series();
    private final Series validationLoss = new Series();
    private @Nullable Gauge gauge;
    private @Nullable Network network;
    private @Nullable Score validation;
    private @Nullable Score best;
    private boolean improved;
    private List<Reading> readings = List.of();
    private @Nullable Divergence divergence;
    private long steps;
    private int epochs;
    private long window;

    /// The most bytes that measuring a training takes.
    public static double bytes(Training training) {
        Network network = training.network();
        int quantities = Quantity.values().length;
        long measured = training.settings().probe() == Probe.OFF ? 0 : training.length();
        double ofLayer = (quantities + 1.0) * Series.bytes(measured) + 2.0 * Magnitudes.BYTES
                + 2.0 * Distribution.BYTES
                + (double) Double.BYTES * PENDING * quantities;
        double times = 0;
        for (int l = 0; l < network.depth(); l++) times += TimeCourse.bytes(network.timeSteps(l));
        return 3.0 * Series.bytes(training.length()) + network.depth() * ofLayer
                + Gauge.bytes(network) + times;
    }

    /// A history without values that keeps as many bytes in a [State] as that of a training can at its end.
    public static History full(Training training) {
        var history = new History();
        history.open(training.network());
        boolean measured = training.settings().probe() != Probe.OFF;
        var course = new Series();
        course.fill(measured ? training.length() : 0);
        history.layers.replaceAll(courses -> Collections.nCopies(courses.size(), course));
        history.dead.replaceAll(_ -> course);
        history.loss.fill(training.length());
        history.metric.fill(training.length());
        history.validationLoss.fill(training.length());
        var metrics = new LinkedHashMap<String, Double>();
        training.settings().metrics().forEach(m -> metrics.put(m.toString(), Double.NaN));
        history.validation = new Score(Double.NaN, Double.NaN, Double.NaN, metrics);
        history.best = history.validation;
        return history;
    }

    /// Measures a step; call it before the next.
    public void add(Step step) {
        Gauge reader = gauge == null ? open(step.network()) : gauge;
        steps = step.number();
        epochs = step.epoch();
        loss.add(step.loss());
        divergence = step.divergence().orElse(null);
        improved = false;
        step.validation().ifPresent(this::add);
        step.restored().ifPresent(score -> validation = score);
        if (!step.tallies().getFirst().on()) return;
        readings = reader.read(step);
        for (int l = 0; l < layers.size(); l++) {
            double[] values = readings.get(l).values();
            System.arraycopy(values, 0, pending[waiting], l * values.length, values.length);
        }
        if (++waiting == PENDING) settle();
        times.forEach((l, course) -> course.add(step.tallies().get(l)));
        if (step.histograms()) keepMagnitudes(step.tallies());
        if (step.distributions()) keepDistributions(step);
        if (step.number() == 1) keepCosines(step);
        if (step.endsEpoch()) countDead(step.tallies());
    }

    private Gauge open(Network measured) {
        network = measured;
        int depth = measured.depth();
        pending = new double[PENDING][depth * Quantity.values().length];
        cosines = new double[depth];
        Arrays.fill(cosines, Double.NaN);
        for (int l = 0; l < depth; l++) {
            layers.add(Stream.generate(Series::new).limit(Quantity.values().length).toList());
            dead.add(new Series());
            deltas.add(new Magnitudes());
            gradients.add(new Magnitudes());
            firstDistributions.add(new Distribution());
            lastDistributions.add(new Distribution());
            int timeSteps = measured.timeSteps(l);
            if (timeSteps > 0) times.put(l, new TimeCourse(timeSteps));
        }
        var opened = new Gauge(measured);
        gauge = opened;
        return opened;
    }

    /// Keeps everything measured in a state, or takes it from one: then it is the history of the steps
    /// measured there, and goes on with those of another training of the same network.
    @SuppressWarnings("EnumOrdinal")
    public void state(State state, Network measured) {
        Gauge reader = gauge == null ? open(measured) : gauge;
        settle();
        double[] counts = state.numbers("counts", (double) steps, epochs, (double) window,
                (double) distributed);
        steps = (long) counts[0];
        epochs = (int) counts[1];
        window = (long) counts[2];
        distributed = (long) counts[3];
        loss.state(state.part("loss"));
        metric.state(state.part("metric"));
        validationLoss.state(state.part("validation-loss"));
        validation = Score.state(state, "validation", validation);
        best = Score.state(state, "best", best);
        reader.state(state);
        for (int l = 0; l < layers.size(); l++) {
            State layer = state.part("layer." + (l + 1));
            for (Quantity q : Quantity.values()) {
                layers.get(l).get(q.ordinal())
                        .state(layer.part(q.name().toLowerCase(Locale.ROOT)));
            }
            cosines[l] = layer.numbers("cosine", cosines[l])[0];
            dead.get(l).state(layer.part("dead"));
            deltas.get(l).state(layer.part("deltas"));
            gradients.get(l).state(layer.part("gradients"));
            firstDistributions.get(l).state(layer.part("first"));
            lastDistributions.get(l).state(layer.part("last"));
            TimeCourse course = times.get(l);
            if (course != null) course.state(layer.part("times"));
        }
    }

    private void add(Score score) {
        validation = score;
        metric.add(score.metric());
        validationLoss.add(score.loss());
        improved = divergence == null && Double.isFinite(score.loss())
                && (best == null || score.metric() > best.metric());
        if (improved) best = score;
    }

    /// Adds the readings that wait to their courses, one course after the other: a step that touched
    /// all courses would wait for the memory of each. Few layers begin a block; the others have no course
    /// of a branch.
    @SuppressWarnings("EnumOrdinal")
    private void settle() {
        int q = Quantity.values().length;
        int branch = Quantity.BRANCH_GRADIENT.ordinal();
        for (int i = 0; i < layers.size() * q; i++) {
            Series series = layers.get(i / q).get(i % q);
            if (i % q == branch && Double.isNaN(pending[0][i])) continue;
            for (int step = 0; step < waiting; step++) series.add(pending[step][i]);
        }
        waiting = 0;
    }

    private void keepCosines(Step step) {
        for (int l = 0; l < layers.size(); l++) {
            Tally tally = step.tallies().get(l);
            cosines[l] = tally.rows == step.rows() ? tally.cosine() : Double.NaN;
        }
    }

    private void keepMagnitudes(List<Tally> tallies) {
        for (int l = 0; l < tallies.size(); l++) {
            deltas.get(l).clear();
            deltas.get(l).add(tallies.get(l).deltaMagnitudes);
            gradients.get(l).clear();
            gradients.get(l).add(tallies.get(l).gradientMagnitudes);
        }
    }

    private void keepDistributions(Step step) {
        distributed = step.number();
        for (int l = 0; l < layers.size(); l++) {
            Distribution z = step.tallies().get(l).distribution;
            if (distributed == 1) firstDistributions.get(l).add(z);
            lastDistributions.get(l).clear();
            lastDistributions.get(l).add(z);
        }
    }

    /// A last epoch that the training did not finish is left out: few rows wake few units.
    private void countDead(List<Tally> tallies) {
        long rows = tallies.stream().mapToLong(t -> t.windowRows).max().orElse(0);
        if (rows < window) return;
        window = rows;
        for (int l = 0; l < tallies.size(); l++) dead.get(l).add(deadShare(tallies.get(l)));
    }

    private static double deadShare(Tally tally) {
        if (tally.windowRows == 0) return Double.NaN;
        int count = 0;
        for (float live : tally.live) count += live == 0 ? 1 : 0;
        return (double) count / tally.units;
    }

    /// The number of steps measured.
    public long steps() {
        return steps;
    }

    /// The number of epochs begun.
    public int epochs() {
        return epochs;
    }

    /// The number of layers.
    public int depth() {
        return layers.size();
    }

    /// What was read of every layer at the last step, valid until the next; none if nothing is measured.
    public List<Reading> readings() {
        return readings;
    }

    /// The course of a quantity of a layer, a value for each step.
    @SuppressWarnings("EnumOrdinal")
    public Series series(int layer, Quantity quantity) {
        settle();
        return layers.get(layer).get(quantity.ordinal());
    }

    /// The course of the share of units of a layer that passed no gradient for any row of an epoch, a
    /// value for each whole epoch. A training shorter than an epoch counts the rows it saw.
    public Series dead(int layer) {
        return dead.get(layer);
    }

    /// The mean cosine between two rows of the batch in the pre-activations of a layer at the first step: 1
    /// if all have one direction. NaN without pre-activations, if fewer than two rows are not 0, and of a
    /// layer that has pixels or time steps.
    public double cosine(int layer) {
        return cosines[layer];
    }

    /// The magnitudes of δ of a layer when they were last counted.
    public Magnitudes deltas(int layer) {
        return deltas.get(layer);
    }

    /// The magnitudes of the gradients of a layer's parameters when they were last counted.
    public Magnitudes gradients(int layer) {
        return gradients.get(layer);
    }

    /// Where the pre-activations of a layer were at the first step; empty if it has none, or none was
    /// counted.
    public Optional<Preactivations> firstPreactivations(int layer) {
        return Preactivations.of(1, firstDistributions.get(layer));
    }

    /// The same at the last step that counted them.
    public Optional<Preactivations> lastPreactivations(int layer) {
        return Preactivations.of(distributed, lastDistributions.get(layer));
    }

    /// The gradient over the time steps of a layer in the first 10 steps of the training; empty if it is
    /// not recurrent.
    public Optional<TimeProfile> firstTimes(int layer) {
        return Optional.ofNullable(times.get(layer)).map(TimeCourse::first);
    }

    /// The same in the last 10 steps.
    public Optional<TimeProfile> lastTimes(int layer) {
        return Optional.ofNullable(times.get(layer)).map(TimeCourse::last);
    }

    /// The course of the loss on the batches.
    public Series loss() {
        return loss;
    }

    /// The course of the metric on the validation rows, a value for each epoch.
    public Series metric() {
        return metric;
    }

    /// The course of the loss on the validation rows, a value for each epoch.
    public Series validationLoss() {
        return validationLoss;
    }

    /// The score on the validation rows of the network as the last step that measured one left it.
    public Optional<Score> validation() {
        return Optional.ofNullable(validation);
    }

    /// The score on the validation rows of the best epoch: the first with the highest metric, of those
    /// that did not diverge and whose loss is finite.
    public Optional<Score> best() {
        return Optional.ofNullable(best);
    }

    /// Whether the last step ended an epoch that is the best so far; its network is [Step#scored].
    public boolean improved() {
        return improved;
    }

    /// The first value that was not finite.
    public Optional<Divergence> divergence() {
        return Optional.ofNullable(divergence);
    }

    /// The network as the last step left it.
    ///
    /// @throws IllegalStateException before the first step
    public Network network() {
        if (network == null) throw new IllegalStateException("nothing was measured yet");
        return network;
    }
}

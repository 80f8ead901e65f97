package plumb.train;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.data.Scaling;
import plumb.math.Kernels;
import plumb.math.State;
import plumb.nn.Frame;
import plumb.nn.Gradients;
import plumb.nn.Layer;
import plumb.nn.Layer.OverBatch;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.nn.Shape;
import plumb.nn.Tally;
import plumb.nn.UnitVariance;

/// The training of a plan on a data set: an iterator whose every step changes the weights once.
///
/// Each worker takes its share of the batch through the network and back. Behind each layer with
/// parameters on the way back all meet, and each computes slices of the layer's gradients over the
/// whole batch, updates these parameters and counts what changed. Equal plan, data, seed and number of
/// workers give equal weights; of dense layers alone, any number of workers. A training ends by itself at its length, by its rule to stop or at the
/// first value that is not finite, and with what a step throws. One that is left earlier should be
/// closed, to end its threads now; else they end when it is collected.
@SuppressWarnings("IterableAndIterator") // a training passes once; it is an Iterable for the for loop
public final class Training implements Iterator<Step>, Iterable<Step>, AutoCloseable {
    /// Below this many multiply-adds in a step, meeting costs more than sharing saves.
    private static final double WORTH_SHARING = 1.5e6;
    /// A tile of a product has four rows; a worker with fewer computes them several times, and packs
    /// all weights for them.
    private static final int LEAST_ROWS = 4;
    /// Every so many steps the cost of measuring is taken, which costs time itself; not before the
    /// compiler has done its work.
    private static final int TIMED = 64;
    private static final int WARM = 1000;

    private final Plan plan;
    private final Dataset data;
    private final Settings settings;
    private final Network network;
    private final Encoding encoding;
    private final Scaling scaling;
    private final Workers workers;
    private final List<Pass> passes;
    private final Update update;
    private final Evaluation evaluation;
    /// The tallies of the first worker, which become those of all.
    private final List<Tally> tallies;
    private final List<List<Tally>> others;
    private final Optional<LowestLoss> lowest;
    private final Step step;
    /// The layers whose values depend on the whole batch, null for others, and the workers' frames of each.
    private final @Nullable OverBatch[] overBatch;
    private final Frame[][] frames;
    private final IntConsumer work = this::work;
    private final double[] losses;
    /// Every how many steps magnitudes are counted, and pre-activations; 0 for never.
    private final long interval;
    private final long distributionInterval;
    private final long length;
    private final int stepsPerEpoch;
    private final int batch;
    /// The training rows in the order of this epoch, and how many of them have been trained on.
    private final Order shuffle;
    private final int[] order;
    private int position;
    private long resumedBehind;
    private volatile boolean closed;
    /// The nanoseconds of all workers in the timed steps, and those spent on measuring.
    private long timed;
    private long counting;

    /// @throws plumb.text.InputError if the network fits neither the data nor the memory
    public Training(Plan plan, Dataset data, Settings settings) {
        this.plan = plan;
        this.data = data;
        this.settings = settings;
        Shape inputs = data.shape();
        this.encoding = new Encoding(data, plan.network().units(inputs), plan);
        this.batch = plan.batchOf(data);
        int number = workersFor(plan, inputs);
        Memory.require(plan, data, number, settings.metrics());
        if (multiplyAdds(plan, inputs) >= WORTH_SHARING) Kernels.warmUp();
        this.network = new Network(plan.network(), inputs).initialize(settings.seed());
        this.scaling = data.scaling(plan.scale());
        int share = (batch + number - 1) / number;
        var gradients = new Gradients(network, batch, number);
        this.passes = IntStream.range(0, number)
                .mapToObj(w -> Pass.forTraining(network, plan.loss(), share, gradients, w,
                        settings.probe() != Probe.OFF, encoding.weighted()))
                .toList();
        this.tallies = passes.getFirst().tallies();
        this.others = IntStream.range(0, tallies.size())
                .mapToObj(l -> passes.stream().skip(1).map(pass -> pass.tallies().get(l)).toList())
                .toList();
        this.update = new Update(network, plan.optimizer(), plan.clip(), gradients, tallies,
                number);
        this.evaluation = new Evaluation(network, plan.loss(), data, scaling, encoding,
                settings.metrics(), number);
        this.losses = new double[number];
        this.shuffle = new Order(data);
        this.order = new int[data.train().length];
        this.position = order.length;
        if (UnitVariance.concerns(plan.network())) {
            shuffle.draw(settings.seed(), 1, order);
            evaluation.scale(order);
        }
        this.interval = settings.probe().interval(batch, network.values(),
                network.parameters().length, plan.network().multiplyAdds(inputs));
        this.distributionInterval = settings.probe().interval(batch, network.values(), 0,
                plan.network().multiplyAdds(inputs));
        this.length = plan.length().steps(data.train().length, plan.batch());
        this.stepsPerEpoch = Math.ceilDiv(order.length, batch);
        this.lowest = switch (plan.stop()) {
            case Stop.None _ -> Optional.empty();
            case Stop.Patience rule ->
                Optional.of(new LowestLoss(network, rule.epochs()));
        };
        this.step = new Step(this, tallies);
        List<Layer> layers = plan.network().flat();
        this.overBatch = layers.stream().map(l -> l instanceof OverBatch o ? o : null)
                .toArray(OverBatch[]::new);
        this.frames = new Frame[layers.size()][number];
        passes.forEach(pass -> pass.moment().seed = settings.seed());
        this.workers = new Workers(number);
    }

    private double multiplyAdds(Plan plan, Shape inputs) {
        return 3.0 * batch * plan.network().multiplyAdds(inputs);
    }

    private int workersFor(Plan plan, Shape inputs) {
        if (settings.workers() > 0) return Math.min(batch, settings.workers());
        return workersFor(multiplyAdds(plan, inputs), batch,
                Runtime.getRuntime().availableProcessors());
    }

    /// How many workers share a step of so many multiply-adds: one if it is small, else one for each
    /// core, but none with fewer than [#LEAST_ROWS] rows.
    static int workersFor(double multiplyAdds, int batch, int cores) {
        return multiplyAdds < WORTH_SHARING ? 1 : Math.clamp(batch / LEAST_ROWS, 1, cores);
    }

    @Override
    public Iterator<Step> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        return step.number < length && step.divergence == null && !closed
                && lowest.filter(LowestLoss::outOfPatience).isEmpty();
    }

    /// Trains on the next batch. If that fails, the training has ended.
    @Override
    public synchronized Step next() {
        if (!hasNext()) throw new NoSuchElementException("the training has ended");
        try {
            return train();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Step train() {
        if (position == order.length) startEpoch();
        step.number++;
        step.rows = Math.min(batch, order.length - position);
        shuffle.load(position, position + step.rows);
        step.learningRate = plan.optimizer().learningRate()
                * plan.schedule().share((double) (step.number - 1), stepsPerEpoch,
                        (double) length);
        update.start(step.number, step.rows, step.learningRate);
        step.histograms = interval > 0 && (step.number - 1) % interval == 0;
        step.distributions = distributionInterval > 0
                && ((step.number - 1) % distributionInterval == 0 || step.number == length);
        step.timed = step.number > WARM && step.number % TIMED == 0;
        long began = System.nanoTime();
        workers.run(work);
        if (step.timed) timed += (System.nanoTime() - began) * passes.size();
        double loss = 0;
        for (double share : losses) loss += share;
        step.loss = loss / step.rows;
        for (int l = 0; l < tallies.size(); l++) tallies.get(l).merge(others.get(l));
        update.finish();
        if (step.timed) {
            for (Tally tally : tallies) counting += tally.nanoseconds;
        }
        position += step.rows;
        step.divergence = divergence();
        step.endsEpoch = position == order.length || !hasNext();
        step.validation = null;
        if (step.endsEpoch) endEpoch(score(data.validation()));
        if (!hasNext()) workers.close();
        return step;
    }

    private void endEpoch(Score score) {
        step.validation = score;
        if (step.divergence == null) lowest.ifPresent(l -> l.offer(step.epoch, score));
        if (!hasNext()) step.restored = lowest.map(LowestLoss::restore).orElse(null);
    }

    /// What the last step trained, once other weights were put back.
    Network replaced() {
        return lowest.map(LowestLoss::replaced).orElse(network);
    }

    private void startEpoch() {
        step.epoch++;
        shuffle.draw(settings.seed(), step.epoch, order);
        position = 0;
        passes.forEach(pass -> pass.tallies().forEach(Tally::startWindow));
    }

    /// Keeps all that later steps depend on in a state, or takes it from the state of another training
    /// of the same plan, data, seed and number of workers: from there on both take the same steps, bit by
    /// bit. Call it between two steps, and not behind one that diverged.
    public synchronized void state(State state) {
        long number = (long) state.numbers("step", (double) step.number)[0];
        if (number != step.number) goTo(number);
        state.fill("parameters", network.parameters());
        state.fill("statistics", network.statistics());
        update.state(state.part("optimizer"));
        lowest.ifPresent(l -> l.state(state.part("lowest")));
        for (int l = 0; l < tallies.size(); l++) {
            tallies.get(l).state(state.part("window." + (l + 1)));
        }
    }

    /// Stands behind step `number`: the order of the rows depends on the seed and the epoch alone.
    private void goTo(long number) {
        step.number = number;
        resumedBehind = number;
        step.epoch = (int) Math.ceilDiv(number, (long) stepsPerEpoch);
        shuffle.draw(settings.seed(), step.epoch, order);
        long inEpoch = number - (long) (step.epoch - 1) * stepsPerEpoch;
        position = (int) Math.min(order.length, inEpoch * batch);
    }

    /// One worker's part of a step. Nobody changes the weights of a layer before all have come back
    /// through it.
    private void work(int worker) {
        Pass pass = passes.get(worker);
        int from = (int) ((long) step.rows * worker / passes.size());
        int to = (int) ((long) step.rows * (worker + 1) / passes.size());
        int rows = to - from;
        load(pass, from, rows);
        for (Tally tally : pass.tallies()) {
            tally.startStep(step.histograms, step.distributions, step.timed, step.number == 1);
        }
        forward(pass, worker, from, rows);
        losses[worker] = pass.loss(rows);
        pass.startBackward(rows, 1f / step.rows);
        for (int l = tallies.size() - 1; l >= 0; l--) {
            OverBatch whole = overBatch[l];
            if (whole != null) {
                workers.meet();
                whole.measureBack(frames[l], channel(l, worker), channel(l, worker + 1));
                workers.meet();
            }
            pass.backward(l, from, rows);
            if (!update.concerns(l)) continue;
            workers.meet();
            update.layer(l, worker);
        }
        if (plan.clip().needsNorm()) {
            workers.meet();
            update.all(worker);
        }
    }

    /// Takes one worker's rows through all layers.
    private void forward(Pass pass, int worker, int from, int rows) {
        pass.moment().step = step.number;
        pass.moment().rows = step.rows;
        for (int l = 0; l < tallies.size(); l++) {
            OverBatch whole = overBatch[l];
            if (whole != null) {
                frames[l][worker] = pass.frame(l, from, rows);
                workers.meet();
                whole.measure(frames[l], channel(l, worker), channel(l, worker + 1));
                workers.meet();
            }
            pass.forward(l, from, rows);
        }
    }

    /// The first of the channels that a worker measures for all.
    private int channel(int layer, int worker) {
        int channels = tallies.get(layer).units;
        return (int) ((long) channels * worker / passes.size());
    }

    private void load(Pass pass, int from, int rows) {
        int inputs = network.inputs();
        for (int i = 0; i < rows; i++) {
            int row = order[position + from + i];
            data.inputs().read(row, scaling, pass.inputs(), i * inputs);
            encoding.write(row, pass.targets(), i * encoding.width());
            if (encoding.weighted()) pass.weights()[i] = encoding.weight(row);
        }
    }

    private String number(int layer) {
        return plan.network().numbers().get(layer);
    }

    private @Nullable Divergence divergence() {
        for (int l = 0; l < tallies.size(); l++) {
            Tally t = tallies.get(l);
            if (t.preactivation.nonFinite + t.output.nonFinite > 0) {
                return new Divergence(step.number, Divergence.Pass.FORWARD, number(l));
            }
        }
        if (!Double.isFinite(step.loss))
            return new Divergence(step.number, Divergence.Pass.LOSS, "");
        for (int l = tallies.size() - 1; l >= 0; l--) {
            Tally t = tallies.get(l);
            if (t.outputGradient.nonFinite + t.delta.nonFinite + t.gradients.nonFinite > 0) {
                return new Divergence(step.number, Divergence.Pass.BACKWARD, number(l));
            }
        }
        for (int l = 0; l < tallies.size(); l++) {
            if (tallies.get(l).parameters.nonFinite > 0) {
                return new Divergence(step.number, Divergence.Pass.UPDATE, number(l));
            }
        }
        return null;
    }

    /// The score of the network as it is now.
    public synchronized Score score(int[] rows) {
        return evaluation.score(rows, workers);
    }

    public Network network() {
        return network;
    }

    public Plan plan() {
        return plan;
    }

    public Dataset data() {
        return data;
    }

    public Settings settings() {
        return settings;
    }

    /// How inputs are scaled, fitted on the training rows.
    public Scaling scaling() {
        return scaling;
    }

    public Encoding encoding() {
        return encoding;
    }

    /// The share of the time of steps that went into measuring, taken now and then; absent in the
    /// first 1000 steps.
    public OptionalDouble measuringShare() {
        return timed == 0 || settings.probe() == Probe.OFF
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) counting / timed);
    }

    /// The epoch with the lowest loss on the validation rows, from 1, where the plan's rule to stop keeps it; its
    /// weights are put back when the training ends by itself.
    public OptionalInt lowestEpoch() {
        return lowest.map(LowestLoss::number).filter(number -> number > 0).map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /// The units of a layer, counted from 0 as they run, that passed no gradient for any row of the epoch
    /// that is trained or has just ended; none where nothing was measured.
    public int[] silent(int layer) {
        Tally tally = tallies.get(layer);
        return tally.windowRows == 0
                ? new int[0]
                : IntStream.range(0, tally.units).filter(j -> tally.live[j] == 0).toArray();
    }

    /// The number of threads that share each batch.
    public int workers() {
        return passes.size();
    }

    /// The number of steps taken, also those before its state was put back.
    public long steps() {
        return step.number;
    }

    /// The step behind which its state was put back; 0 if it began anew.
    public long resumedBehind() {
        return resumedBehind;
    }

    /// The number of steps this training has in all, if it does not stop before.
    public long length() {
        return length;
    }

    /// Ends a training that is left before its end, and its threads; scores can still be taken. Any
    /// thread may call it: a step that runs ends first, and no other begins.
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            workers.close();
        }
    }
}

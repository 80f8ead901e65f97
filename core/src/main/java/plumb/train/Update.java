package plumb.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.math.Kernels;
import plumb.math.Magnitudes;
import plumb.math.State;
import plumb.math.Sums;
import plumb.nn.Gradients;
import plumb.nn.Network;
import plumb.nn.Tally;
import plumb.optim.Clip;
import plumb.optim.Optimizer;

/// The second half of a step, layer by layer: slice by slice, the gradients over the batch are
/// computed, the optimizer changes the parameters, and what changed is counted, while all of it is in
/// the cache. Gradients are counted with their part of a penalty and before they are clipped.
///
/// Where they are clipped by the norm over all layers, they wait in an array of their own until it is
/// known, and parameters change in a second round.
///
/// A slice is the same whichever worker takes it, and counts are added in the order of the slices, so
/// neither parameters nor counts depend on the workers.
final class Update {
    /// How many parameters are updated and counted at a time, in the L1 cache.
    private static final int PANEL = 2048;

    private final float[] parameters;
    private final Optimizer optimizer;
    private final Clip clip;
    /// The gradients of all parameters, where the norm over them is needed.
    private final float[] waiting;
    private final float[][] state;
    private final List<Panel> panels;
    private final List<Part> parts;
    private long step;
    private int rows;
    private double rate;

    /// One worker's copies of the parameters, gradients and optimizer state that are being updated.
    private record Panel(float[] p, float[] g, float[][] state) {}

    /// A layer's slices, for every worker its own views of them, and the counts of each.
    private static final class Part {
        final Tally tally;
        final int start;
        final int stride;
        final List<List<Gradients.Slice>> slices = new ArrayList<>();
        final List<Counts> counts = new ArrayList<>();
        /// What a parameter of each slice adds to its gradient, times itself.
        final List<Float> penalties = new ArrayList<>();
        /// For every worker, of its slices.
        final List<Magnitudes> magnitudes = new ArrayList<>();
        final AtomicInteger next = new AtomicInteger();
        final AtomicInteger nextWaiting = new AtomicInteger();

        Part(Tally tally, int start, int end) {
            this.tally = tally;
            this.start = start;
            this.stride = Math.max(1, (end - start) / Math.max(1, tally.sample.length));
        }
    }

    private static final class Counts {
        final Sums parameters = new Sums();
        final Sums gradients = new Sums();
        final Sums updates = new Sums();
        long nanoseconds;

        void clear() {
            parameters.clear();
            gradients.clear();
            updates.clear();
            nanoseconds = 0;
        }
    }

    Update(Network network, Optimizer optimizer, Clip clip, Gradients gradients,
            List<Tally> tallies, int workers) {
        this.parameters = network.parameters();
        this.optimizer = optimizer;
        this.clip = clip;
        this.waiting = new float[clip.needsNorm() ? parameters.length : 0];
        this.state = new float[optimizer.buffers()][parameters.length];
        for (float[] buffer : state) Arrays.fill(buffer, optimizer.initialState());
        this.panels = IntStream.range(0, workers)
                .mapToObj(_ -> new Panel(new float[PANEL], new float[PANEL],
                        new float[optimizer.buffers()][PANEL]))
                .toList();
        this.parts = IntStream.range(0, tallies.size())
                .mapToObj(l -> new Part(tallies.get(l), network.layerStart(l),
                        network.layerStart(l + 1)))
                .toList();
        for (int worker = 0; worker < workers; worker++) {
            var into = new float[gradients.largestSlice()];
            for (Part part : parts) {
                part.slices.add(new ArrayList<>());
                part.magnitudes.add(new Magnitudes());
            }
            for (Network.Slot slot : network.slots()) {
                Part part = parts.get(slot.layer());
                List<Gradients.Slice> slices = gradients.slices(slot, into);
                part.slices.getLast().addAll(slices);
                if (worker == 0) {
                    float penalty = (float) (2 * network.l2(slot));
                    part.penalties.addAll(Collections.nCopies(slices.size(), penalty));
                }
            }
        }
        for (Part part : parts) {
            part.slices.getFirst().forEach(_ -> part.counts.add(new Counts()));
        }
    }

    /// Keeps what the optimizer keeps in a state, or takes it from one.
    void state(State kept) {
        for (int b = 0; b < state.length; b++) kept.fill(Integer.toString(b), state[b]);
    }

    /// Whether a layer has parameters.
    boolean concerns(int layer) {
        return !parts.get(layer).counts.isEmpty();
    }

    /// Begins a step at a learning rate by the gradients over the first rows of the batch.
    void start(long number, int rowsOfBatch, double learningRate) {
        step = number;
        rows = rowsOfBatch;
        rate = learningRate;
        for (Part part : parts) {
            part.next.set(0);
            part.nextWaiting.set(0);
        }
    }

    /// One worker's part of the update of a layer: slices, as long as there are any left.
    void layer(int layer, int worker) {
        Part part = parts.get(layer);
        List<Gradients.Slice> slices = part.slices.get(worker);
        int n = slices.size();
        for (int i = part.next.getAndIncrement(); i < n; i = part.next.getAndIncrement()) {
            Gradients.Slice slice = slices.get(i);
            slice.compute(rows);
            if (part.penalties.get(i) > 0) {
                penalize(slice, part.penalties.get(i), panels.get(worker));
            }
            Counts counts = part.tally.on() ? part.counts.get(i) : null;
            if (counts != null) count(slice, part, counts, worker);
            if (clip.needsNorm()) {
                keep(slice, part.counts.get(i));
                continue;
            }
            for (int at = 0; at < slice.size(); at += PANEL) {
                update(slice, at, panels.get(worker), counts, part.tally.timed);
            }
        }
    }

    /// One worker's part of the update of all layers by the gradients that wait, when all of them do.
    void all(int worker) {
        double squares = 0;
        for (Part part : parts) {
            for (int i = 0; i < part.counts.size(); i++) {
                squares += part.counts.get(i).gradients.squares;
            }
        }
        double norm = Math.sqrt(squares);
        Panel panel = panels.get(worker);
        for (Part part : parts) {
            int n = part.counts.size();
            for (int i = part.nextWaiting.getAndIncrement(); i < n; i = part.nextWaiting
                    .getAndIncrement()) {
                Gradients.Slice slice = part.slices.get(worker).get(i);
                Counts counts = part.tally.on() ? part.counts.get(i) : null;
                for (int at = 0; at < slice.size(); at += PANEL) {
                    int length = Math.min(PANEL, slice.size() - at);
                    System.arraycopy(waiting, slice.start() + at, panel.g, 0, length);
                    change(slice.start() + at, length, panel.g, norm, panel, counts,
                            part.tally.timed);
                }
            }
        }
    }

    /// Adds the gradient of the penalty.
    private void penalize(Gradients.Slice slice, float penalty, Panel panel) {
        float[] p = panel.p;
        float[] g = panel.g;
        for (int at = 0; at < slice.size(); at += PANEL) {
            int n = Math.min(PANEL, slice.size() - at);
            System.arraycopy(parameters, slice.start() + at, p, 0, n);
            System.arraycopy(slice.values(), at, g, 0, n);
            for (int i = 0; i < n; i++) g[i] += penalty * p[i];
            System.arraycopy(g, 0, slice.values(), at, n);
        }
    }

    private void keep(Gradients.Slice slice, Counts counts) {
        System.arraycopy(slice.values(), 0, waiting, slice.start(), slice.size());
        for (int at = 0; at < slice.size(); at += PANEL) {
            int n = Math.min(PANEL, slice.size() - at);
            Kernels.best().squares(slice.values(), at, n, counts.gradients);
        }
    }

    private static void count(Gradients.Slice slice, Part part, Counts counts, int worker) {
        long began = part.tally.timed ? System.nanoTime() : 0;
        sample(slice, part);
        if (part.tally.histograms) {
            part.magnitudes.get(worker).add(slice.values(), 0, slice.size());
        }
        if (part.tally.timed) counts.nanoseconds += System.nanoTime() - began;
    }

    private void update(Gradients.Slice slice, int at, Panel panel, @Nullable Counts counts,
            boolean timed) {
        int n = Math.min(PANEL, slice.size() - at);
        float[] g = slice.values();
        if (at > 0) {
            g = panel.g;
            System.arraycopy(slice.values(), at, g, 0, n);
        }
        if (counts != null) {
            long began = timed ? System.nanoTime() : 0;
            Kernels.best().squares(g, 0, n, counts.gradients);
            if (timed) counts.nanoseconds += System.nanoTime() - began;
        }
        change(slice.start() + at, n, g, 0, panel, counts, timed);
    }

    /// Changes `n` parameters by their gradients, and counts what changed.
    private void change(int from, int n, float[] g, double norm, Panel panel,
            @Nullable Counts counts, boolean timed) {
        System.arraycopy(parameters, from, panel.p, 0, n);
        for (int b = 0; b < state.length; b++) {
            System.arraycopy(state[b], from, panel.state[b], 0, n);
        }
        clip.apply(g, n, norm);
        optimizer.update(panel.p, g, panel.state, n, step, rate);
        if (counts != null) {
            long began = timed ? System.nanoTime() : 0;
            Kernels kernels = Kernels.best();
            kernels.squares(panel.p, 0, n, counts.parameters);
            kernels.squares(panel.p, 0, parameters, from, n, counts.updates);
            if (timed) counts.nanoseconds += System.nanoTime() - began;
        }
        System.arraycopy(panel.p, 0, parameters, from, n);
        for (int b = 0; b < state.length; b++) {
            System.arraycopy(panel.state[b], 0, state[b], from, n);
        }
    }

    /// Keeps the gradients of those parameters of the slice that are sampled.
    private static void sample(Gradients.Slice slice, Part part) {
        int offset = slice.start() - part.start;
        int end = offset + slice.size();
        float[] sample = part.tally.sample;
        for (int i = (offset + part.stride - 1) / part.stride; i < sample.length
                && i * part.stride < end; i++) {
            sample[i] = slice.values()[i * part.stride - offset];
        }
    }

    /// Adds the counts of all slices to the tallies of their layers.
    void finish() {
        for (Part part : parts) {
            for (Counts counts : part.counts) {
                part.tally.parameters.add(counts.parameters);
                part.tally.gradients.add(counts.gradients);
                part.tally.updates.add(counts.updates);
                part.tally.nanoseconds += counts.nanoseconds;
                counts.clear();
            }
            if (part.tally.histograms) {
                for (Magnitudes magnitudes : part.magnitudes) {
                    part.tally.gradientMagnitudes.add(magnitudes);
                    magnitudes.clear();
                }
            }
        }
    }
}

package plumb.gauge;

import java.util.List;
import java.util.stream.IntStream;
import plumb.math.State;
import plumb.nn.Activation;
import plumb.nn.Last;
import plumb.nn.Layer;
import plumb.nn.Network;
import plumb.nn.Tally;
import plumb.train.Step;

/// The measuring instrument: turns the raw counts of a step into readings in units that mean the
/// same for every layer.
final class Gauge {
    private final List<Layer> layers;
    private final boolean[] saturates;
    private final List<Reading> readings;
    private final List<SignalToNoise> signals;

    Gauge(Network network) {
        int depth = network.depth();
        this.layers = network.blueprint().flat();
        this.saturates = new boolean[depth];
        for (int l = 0; l < depth; l++) {
            saturates[l] = layers.get(l).activation() instanceof Activation.Elementwise e
                    && e.saturatingSlope() > 0;
        }
        this.readings = IntStream.range(0, depth).mapToObj(l -> new Reading()).toList();
        this.signals = IntStream.range(0, depth)
                .mapToObj(l -> new SignalToNoise(sampled(network, l))).toList();
    }

    /// The bytes that measuring a network takes.
    static double bytes(Network network) {
        double bytes = (double) Double.BYTES * Quantity.values().length * network.depth();
        for (int l = 0; l < network.depth(); l++) {
            bytes += SignalToNoise.bytes(sampled(network, l));
        }
        return bytes;
    }

    private static int sampled(Network network, int layer) {
        return Tally.sampled(network.layerStart(layer + 1) - network.layerStart(layer));
    }

    /// Reads all layers; the readings are valid until the next call.
    List<Reading> read(Step step) {
        for (int l = 0; l < readings.size(); l++) {
            Tally tally = step.tallies().get(l);
            long values = tally.rows * tally.units;
            int parameters = step.network().layerStart(l + 1) - step.network().layerStart(l);
            Reading reading = readings.get(l);
            double absent = tally.slopesCounted ? 0 : Double.NaN;
            double noGradient = tally.outputGradientCounted ? 0 : Double.NaN;
            reading.set(Quantity.ACTIVATION, tally.output.rms(values));
            long reached = reached(step.tallies(), l) * tally.units;
            reading.set(Quantity.OUTPUT_GRADIENT, noGradient + tally.outputGradient.rms(reached));
            reading.set(Quantity.BRANCH_GRADIENT, tally.branchValues == 0
                    ? Double.NaN
                    : tally.branchGradient.rms(tally.branchValues));
            reading.set(Quantity.DELTA, tally.delta.rms(reached));
            reading.set(Quantity.SLOPE, absent + tally.slope.rms(values));
            double noParameters = parameters == 0 ? Double.NaN : 0;
            reading.set(Quantity.WEIGHT, noParameters + tally.parameters.rms(parameters));
            reading.set(Quantity.GRADIENT, noParameters + tally.gradients.rms(parameters));
            reading.set(Quantity.UPDATE, noParameters + tally.updates.rms(parameters));
            reading.set(Quantity.ZERO, share(tally.output.zeros, values));
            reading.set(Quantity.SATURATED,
                    saturates[l] ? absent + share(tally.saturated, values) : Double.NaN);
            reading.set(Quantity.SUBNORMAL, share(tally.delta.subnormals, values));
            reading.set(Quantity.SIGNAL_TO_NOISE,
                    noParameters + signals.get(l).add(tally.sample));
            if (layers.get(l) instanceof Layer.View) view(l);
        }
        return readings;
    }

    /// How many matrix rows of a layer get a gradient from the layer above: in front of one that keeps
    /// the last step, as many as that has.
    private long reached(List<Tally> tallies, int layer) {
        int next = layer + 1;
        while (next < layers.size() && layers.get(next) instanceof Layer.View) next++;
        boolean last = next < layers.size() && layers.get(next) instanceof Last;
        return tallies.get(last ? next : layer).rows;
    }

    /// Reads a layer that only shows the values below it in another shape, where nothing is counted. Of
    /// the network's own inputs nothing is known.
    private void view(int layer) {
        Reading reading = readings.get(layer);
        double branch = reading.get(Quantity.BRANCH_GRADIENT);
        for (Quantity quantity : Quantity.values()) reading.set(quantity, Double.NaN);
        if (layer == 0) return;
        Reading below = readings.get(layer - 1);
        double gradient = Double.isNaN(branch) ? below.get(Quantity.OUTPUT_GRADIENT) : branch;
        reading.set(Quantity.ACTIVATION, below.get(Quantity.ACTIVATION));
        reading.set(Quantity.ZERO, below.get(Quantity.ZERO));
        reading.set(Quantity.BRANCH_GRADIENT, branch);
        reading.set(Quantity.OUTPUT_GRADIENT, gradient);
        reading.set(Quantity.DELTA, gradient);
    }

    /// Keeps what the next readings depend on in a state, or takes it from one.
    void state(State state) {
        for (int l = 0; l < signals.size(); l++) {
            signals.get(l).state(state.part("signal." + (l + 1)));
        }
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}

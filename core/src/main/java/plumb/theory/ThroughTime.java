package plumb.theory;

import plumb.math.Quadrature;
import plumb.nn.Activation;
import plumb.nn.Gru;
import plumb.nn.Init;
import plumb.nn.Lstm;
import plumb.nn.Recurrent;
import plumb.nn.Shape;
import plumb.nn.SimpleRnn;
import plumb.nn.Squashing;

/// What a recurrent layer should do to the gradient between its time steps, before any training, where
/// the loss looks at the last of them.
///
/// With u = units · Var(U) and pre-activations of mean square q, a step of `simple-rnn` multiplies the
/// mean square of ∂loss/∂h by u E φ′². The cell of an `lstm` and the state of a `gru` are handed on by a
/// gate, σ(a_f + 1) or σ(a_z), beside what goes through the weights ([Carried]).
///
/// It misleads in narrow layers, over more steps than the layer has units, where inputs hardly change
/// from step to step, and after training, which opens and closes gates.
///
/// @param steps of a row
/// @param state h at the last step; what two rows have in common is absent. Too small of an `lstm`
///     whose weights from step to step are large
/// @param decades log10 rms(∂loss/∂h) of the first step over the last; −∞ if nothing passes
/// @param gate RMS of the gate that hands the state on, at the last step; absent, NaN, without one
public record ThroughTime(int steps, Signal state, double decades, double gate) {
    /// The forget gate's bias.
    private static final double FORGET = 1;
    private static final double SETTLED = 1e-12;

    /// Mean squares behind a step.
    ///
    /// @param mean of the state
    /// @param cell of an `lstm`
    /// @param decades that a step without gates takes from rms(∂loss/∂h)
    private record Memory(double mean, double state, double cell, double decades) {
        boolean isNear(Memory other) {
            return near(state, other.state) && near(cell, other.cell);
        }

        private static boolean near(double a, double b) {
            return Math.abs(a - b) <= SETTLED * b;
        }
    }

    static ThroughTime of(Recurrent layer, Shape shape, Signal in) {
        int features = shape.channels();
        int sums = layer.gates() * layer.units();
        double inputs = features * in.meanSquare()
                * layer.init().meanSquare(new Init.Fans(features, sums), features, sums);
        double u = layer.units() * layer.recurrent().meanSquare(
                new Init.Fans(layer.units(), sums), layer.units(), sums);
        int steps = shape.positions();
        var memory = new Memory(0, 0, 0, 0);
        double decades = 0;
        for (int t = 1; t <= steps; t++) {
            Memory next = step(layer, inputs, u, memory);
            boolean settled = next.isNear(memory);
            memory = next;
            // The first state gets a gradient, but hands it to no state before.
            if (t > 1) decades += memory.decades;
            if (settled) {
                decades += (steps - t) * memory.decades;
                break;
            }
        }
        double q = inputs + u * memory.state;
        var state = new Signal(memory.mean, memory.state, Double.NaN);
        return switch (layer) {
            case SimpleRnn _ -> new ThroughTime(steps, state, decades, Double.NaN);
            case Lstm _ -> new ThroughTime(steps, state, lstm(q, u, memory.cell).decades(steps - 2),
                    Math.sqrt(forget(q).meanSquare()));
            case Gru _ -> new ThroughTime(steps, state,
                    gru(inputs, u, memory.state).decades(steps - 1),
                    Math.sqrt(sigmoid(q).meanSquare()));
        };
    }

    private static Memory step(Recurrent layer, double inputs, double u, Memory before) {
        double q = inputs + u * before.state;
        return switch (layer) {
            case SimpleRnn rnn -> {
                Moments m = moments(rnn.activation(), 0, q);
                yield new Memory(m.mean(), m.meanSquare(), 0,
                        Math.log10(u * m.slopeMeanSquare()) / 2);
            }
            case Lstm _ -> {
                double cell = forget(q).meanSquare() * before.cell
                        + sigmoid(q).meanSquare() * tanh(q).meanSquare();
                yield new Memory(0, sigmoid(q).meanSquare() * tanh(cell).meanSquare(), cell, 0);
            }
            case Gru _ -> {
                double update = sigmoid(q).meanSquare();
                double value = tanh(inputs + update * u * before.state).meanSquare();
                // z is as often above 1/2 as below: E (1 − z)² = E z².
                yield new Memory(0, update * (before.state + value), 0, 0);
            }
        };
    }

    /// ∂loss/∂c from step to step: from the last state to its cell, from cell to cell, and from the
    /// second cell to the first state.
    private static Carried lstm(double q, double u, double cell) {
        Moments gate = sigmoid(q);
        Moments value = tanh(q);
        Moments shown = tanh(cell);
        double gates = u * (value.meanSquare() * gate.slopeMeanSquare()
                + cell * forget(q).slopeMeanSquare()
                + gate.meanSquare() * value.slopeMeanSquare());
        double around = gate.meanSquare() * shown.slopeMeanSquare() * gates;
        double through = gate.mean() * slope(new Squashing.Tanh(), q) * gate.mean()
                * slope(new Squashing.Tanh(), cell);
        return new Carried(forget(q).mean(), u * through * through,
                forget(q).meanSquare() + around, around);
    }

    private static Carried gru(double inputs, double u, double state) {
        Moments gate = sigmoid(inputs + u * state);
        double inner = inputs + gate.meanSquare() * u * state;
        Moments value = tanh(inner);
        double around = u * ((state + value.meanSquare()) * gate.slopeMeanSquare()
                + gate.meanSquare() * value.slopeMeanSquare()
                        * (u * state * gate.slopeMeanSquare() + gate.meanSquare()));
        double through = (1 - gate.mean()) * slope(new Squashing.Tanh(), inner) * gate.mean();
        return new Carried(gate.mean(), u * through * through, gate.meanSquare() + around, 1);
    }

    private static Moments sigmoid(double variance) {
        return moments(new Squashing.Sigmoid(), 0, variance);
    }

    private static Moments forget(double variance) {
        return moments(new Squashing.Sigmoid(), FORGET, variance);
    }

    private static Moments tanh(double variance) {
        return moments(new Squashing.Tanh(), 0, variance);
    }

    private static Moments moments(Activation.Elementwise phi, double mean, double variance) {
        return Moments.of(phi, mean, variance, Quadrature.COARSE);
    }

    /// E φ′.
    private static double slope(Activation.Elementwise phi, double variance) {
        return Quadrature.COARSE.expect(phi::slope, 0, variance, phi.kinks());
    }

    /// What a step multiplies rms(∂loss/∂h) by, the geometric mean over the steps; 1 of a single step.
    public double factor() {
        return steps == 1 ? 1 : Math.pow(10, decades / (steps - 1));
    }

    /// After how many steps a hundredth of the gradient is left, or it is a hundred times as large, at
    /// this factor.
    public double reach() {
        return Math.abs(Forecast.DECADES / Math.log10(factor()));
    }
}

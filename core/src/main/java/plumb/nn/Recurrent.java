package plumb.nn;

import java.util.List;
import java.util.Objects;
import plumb.math.Kernels;
import plumb.math.Packed;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.InputError;

/// A layer that takes a sequence step by step and gives its state `h_t` after each, from `h_{t−1}` and
/// `x_t`, beginning with 0: `[steps][features]` becomes `[steps][units]`.
///
/// `x·W` is one product over all steps; then each step adds what it gets of `h_{t−1}·U`. On the way
/// back ∂loss/∂h_t is what came from above plus what came from step t + 1, through all steps down to
/// the first. The gradients of the parameters are one product each. A penalty is on W alone.
public sealed interface Recurrent extends Layer permits SimpleRnn, Lstm, Gru {
    int units();

    /// The rule by which the weights of the inputs are drawn.
    Init init();

    /// The rule by which the weights from step to step are drawn.
    Init recurrent();

    /// How many sums a unit takes of its inputs: one for each gate, one for the new value.
    int gates();

    /// How many more values a unit keeps of a step for the way back.
    default int memory() {
        return 0;
    }

    /// How many rows of biases there are: of the inputs, and of what comes from the step before.
    default int biases() {
        return 1;
    }

    /// Computes `h_t`, given in the gates `x_t·W + b` and in [Unrolled#inner] `h_{t−1}·U`.
    void step(Frame frame, Unrolled steps, int t);

    /// Puts the gradients of the sums of step t in the place of its gates, given ∂loss/∂h_t.
    void stepBack(Frame frame, Unrolled steps, int t);

    /// Puts the gradients of what the gates got from the inputs in the place of those of what they got
    /// from the step before, if these differ.
    default void turnToInputs(Unrolled steps) {}

    @Override
    default Shape outputs(Shape inputs) {
        int steps = inputs.steps(this);
        double room = (double) units() * ((double) steps * (gates() + memory()) + 2 + gates());
        if (room > Integer.MAX_VALUE) {
            throw new InputError(this + " is too large for " + steps + " steps");
        }
        return new Shape(List.of(steps, units()), true);
    }

    @Override
    default List<Parameter> parameters(Shape inputs) {
        int sums = gates() * units();
        return List.of(new Parameter("weights", inputs.channels(), sums),
                new Parameter("recurrent", units(), sums),
                new Parameter("bias", biases(), sums));
    }

    @Override
    default void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        int sums = gates() * units();
        init().draw(parameters.get(0), new Init.Fans(inputs.channels(), sums), rng);
        recurrent().draw(parameters.get(1), new Init.Fans(units(), sums), rng);
        parameters.get(2).fill(0);
    }

    /// What weights from step to step begin with where the others are drawn anew: a rule that keeps the
    /// length of a state stays, and orthogonal weights, which do, take the place of any other.
    static Init keeping(Init recurrent) {
        boolean keeps = recurrent.equals(new Init.Orthogonal(1))
                || recurrent.equals(new Init.Identity(1));
        return keeps ? recurrent : new Init.Orthogonal(1);
    }

    @Override
    default boolean endsWithActivation() {
        return false;
    }

    @Override
    default List<Init> inits() {
        return List.of(init());
    }

    /// The gates of all steps, then what else is kept of them, each `[row][step][unit]`.
    @Override
    default int kept(Shape inputs) {
        return inputs.positions() * units() * (gates() + memory());
    }

    /// What is kept, where there is no way back, or two gradients of a step; then a step's sums and the
    /// packed weights from step to step.
    @Override
    default long scratch(Shape inputs, int rows) {
        return (long) rows * (Math.max(kept(inputs), 2 * units()) + gates() * units())
                + packedSize();
    }

    /// How many values U takes, packed, or Uᵀ.
    default long packedSize() {
        long sums = (long) gates() * units();
        return Math.max(units() * Packed.padded((int) sums), sums * Packed.padded(units()));
    }

    @Override
    default void forward(Frame f) {
        Unrolled s = Objects.requireNonNull(f.unrolled());
        Kernels kernels = Kernels.best();
        kernels.multiply(f.x(), f.parameters().get(0), s.inputBias, s.gates);
        kernels.pack(f.parameters().get(1), s.recurrent, 0);
        for (int t = 0; t < s.steps; t++) {
            if (t == 0) s.startInner();
            else {
                kernels.multiply(s.outputsOf.get(t - 1), s.recurrent, s.recurrentBias, s.inner);
            }
            step(f, s, t);
        }
        f.tally().output(f.y());
    }

    @Override
    default void backward(Frame f) {
        f.tally().gradient(f.dy());
        Unrolled s = Objects.requireNonNull(f.unrolled());
        Kernels kernels = Kernels.best();
        s.startBack();
        kernels.pack(f.parameters().get(1).transposed(), s.turned, 0);
        for (int t = s.steps - 1; t >= 0; t--) {
            s.addFromAbove(f.dy(), t);
            f.tally().stepGradient(t, s.dh);
            stepBack(f, s, t);
            if (t > 0) {
                kernels.multiply(s.gatesOf.get(t), s.turned, s.dh);
            }
        }
        s.copyStates(f.y(), f.dz());
        kernels.multiply(f.dz().transposed(), s.gates, f.gradients().get(1));
        if (biases() > 1) s.sumGates(f.gradients().get(2), 1);
        turnToInputs(s);
        kernels.multiply(f.x().transposed(), s.gates, f.gradients().get(0));
        s.sumGates(f.gradients().get(2), 0);
        if (f.dx() != null) {
            kernels.multiply(s.gates, f.parameters().get(0).transposed(), f.dx());
        }
    }
}

package plumb.nn;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// A recurrent layer without gates, `h_t = φ(x_t·W + h_{t−1}·U + b)` with `h_0 = 0`.
///
/// W is `weights` `[features][units]`, U `recurrent` `[units][units]`, b `bias` `[units]`. Each step
/// multiplies the gradient by φ′ and Uᵀ: over many steps it vanishes where the largest singular value
/// of U is below 1/max φ′, and can explode where it is above (Pascanu, Mikolov and Bengio, 2013). The
/// layer is that of Elman (1990).
public record SimpleRnn(
        int units,
        @Default(value = "tanh", shown = true) Activation.Elementwise activation,
        @Default("glorot-uniform") Init init,
        @Default("orthogonal") Init recurrent,
        @Default("0") double l2) implements Recurrent {

    public SimpleRnn {
        Require.atLeastOne(units, "units");
        Require.notNegative(l2, "l2");
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public void step(Frame f, Unrolled s, int t) {
        float[] z = s.store;
        float[] inner = s.inner.data();
        for (int row = 0; row < s.rows; row++) {
            int at = (row * s.steps + t) * units;
            int i = s.inner.offset() + row * units;
            for (int u = 0; u < units; u++) z[at + u] += inner[i + u];
            activation.forward(z, f.y().data(), at, at + units, units);
        }
        if (t == s.steps - 1) f.tally().distribution(z, s.rows * s.steps * units);
    }

    @Override
    public void stepBack(Frame f, Unrolled s, int t) {
        float[] z = s.store;
        float[] slope = f.dz().data();
        float[] dh = s.dh.data();
        for (int row = 0; row < s.rows; row++) {
            int at = (row * s.steps + t) * units;
            int i = s.dh.offset() + row * units;
            activation.slope(z, f.y().data(), slope, at, at + units);
            for (int u = 0; u < units; u++) z[at + u] = slope[at + u] * dh[i + u];
        }
        if (t == 0) {
            f.tally().slope(f.dz(), activation.saturatingSlope());
        }
    }

    @Override
    public Layer withActivation(Activation other) {
        return other instanceof Activation.Elementwise elementwise
                ? new SimpleRnn(units, elementwise, init, recurrent, l2)
                : this;
    }

    @Override
    public SimpleRnn withInit(Init other) {
        return new SimpleRnn(units, activation, other, Recurrent.keeping(recurrent), l2);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

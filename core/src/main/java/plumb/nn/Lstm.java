package plumb.nn;

import java.util.List;
import plumb.math.Kernels;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Long short-term memory, a recurrent layer whose cell hands the gradient on with its forget gate
/// alone as a factor: with `a = x_t·W + h_{t−1}·U + b` in four parts,
///
/// ```
/// i = σ(a_i)   f = σ(a_f)   g = tanh(a_c)   o = σ(a_o)
/// c_t = f·c_{t−1} + i·g     h_t = o·tanh(c_t)
/// ```
///
/// W is `weights` `[features][4·units]`, U `recurrent` `[units][4·units]`, b `bias` `[4·units]`, the parts
/// in the order i, f, c, o. Biases begin at 0, those of f at 1. Formulas and defaults are those of Keras;
/// the sources are Hochreiter and Schmidhuber (1997), and Gers, Schmidhuber and Cummins (2000) for f.
public record Lstm(
        int units,
        @Default("glorot-uniform") Init init,
        @Default("orthogonal") Init recurrent,
        @Default("0") double l2) implements Recurrent {

    public Lstm {
        Require.atLeastOne(units, "units");
        Require.notNegative(l2, "l2");
    }

    @Override
    public int gates() {
        return 4;
    }

    /// c_t and tanh(c_t).
    @Override
    public int memory() {
        return 2;
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        Recurrent.super.initialize(parameters, inputs, rng);
        for (int u = units; u < 2 * units; u++) parameters.get(2).set(0, u, 1);
    }

    @Override
    public void step(Frame f, Unrolled s, int t) {
        Kernels kernels = Kernels.best();
        float[] k = s.store;
        float[] h = f.y().data();
        float[] inner = s.inner.data();
        for (int row = 0; row < s.rows; row++) {
            int place = row * s.steps + t;
            int i = place * s.sums;
            int from = s.inner.offset() + row * s.sums;
            for (int j = 0; j < s.sums; j++) k[i + j] += inner[from + j];
            int g = i + 2 * units;
            int o = i + 3 * units;
            kernels.sigmoid(k, i, k, i, 2 * units);
            kernels.tanh(k, g, k, g, units);
            kernels.sigmoid(k, o, k, o, units);
            int c = s.memory(0) + place * units;
            int tanh = s.memory(1) + place * units;
            for (int u = 0; u < units; u++) {
                float before = t == 0 ? 0 : k[c - units + u];
                k[c + u] = k[i + units + u] * before + k[i + u] * k[g + u];
            }
            kernels.tanh(k, c, k, tanh, units);
            int y = place * units;
            for (int u = 0; u < units; u++) h[y + u] = k[o + u] * k[tanh + u];
        }
    }

    @Override
    public void stepBack(Frame frame, Unrolled s, int t) {
        float[] k = s.store;
        float[] dh = s.dh.data();
        float[] dc = s.dc.data();
        for (int row = 0; row < s.rows; row++) {
            int place = row * s.steps + t;
            int at = place * s.sums;
            int c = s.memory(0) + place * units;
            int tanh = s.memory(1) + place * units;
            int dhAt = s.dh.offset() + row * units;
            int dcAt = s.dc.offset() + row * units;
            for (int u = 0; u < units; u++) {
                float i = k[at + u];
                float f = k[at + units + u];
                float g = k[at + 2 * units + u];
                float o = k[at + 3 * units + u];
                float y = k[tanh + u];
                float before = t == 0 ? 0 : k[c - units + u];
                float d = dh[dhAt + u];
                float cell = dc[dcAt + u] + d * o * (1 - y * y);
                k[at + u] = cell * g * (i * (1 - i));
                k[at + units + u] = cell * before * (f * (1 - f));
                k[at + 2 * units + u] = cell * i * (1 - g * g);
                k[at + 3 * units + u] = d * y * (o * (1 - o));
                dc[dcAt + u] = cell * f;
            }
        }
    }

    @Override
    public Lstm withInit(Init other) {
        return new Lstm(units, other, Recurrent.keeping(recurrent), l2);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

package plumb.nn;

import plumb.math.Kernels;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// Gated recurrent units, whose state is a mean of the state before and a new value: with
/// `a = x_t·W + b₀` and `q = h_{t−1}·U + b₁` in three parts,
///
/// ```
/// z = σ(a_z + q_z)   r = σ(a_r + q_r)   n = tanh(a_h + r·q_h)
/// h_t = z·h_{t−1} + (1 − z)·n
/// ```
///
/// W is `weights` `[features][3·units]`, U `recurrent` `[units][3·units]`, b `bias` `[2][3·units]`, the
/// parts in the order z, r, h. r acts behind the product, as by default in Keras 3, whose formulas these
/// are; the source is Cho et al. (2014).
public record Gru(
        int units,
        @Default("glorot-uniform") Init init,
        @Default("orthogonal") Init recurrent,
        @Default("0") double l2) implements Recurrent {

    public Gru {
        Require.atLeastOne(units, "units");
        Require.notNegative(l2, "l2");
    }

    @Override
    public int gates() {
        return 3;
    }

    /// q_h.
    @Override
    public int memory() {
        return 1;
    }

    @Override
    public int biases() {
        return 2;
    }

    @Override
    public void step(Frame f, Unrolled s, int t) {
        Kernels kernels = Kernels.best();
        float[] k = s.store;
        float[] h = f.y().data();
        float[] inner = s.inner.data();
        for (int row = 0; row < s.rows; row++) {
            int place = row * s.steps + t;
            int z = place * s.sums;
            int r = z + units;
            int n = r + units;
            int from = s.inner.offset() + row * s.sums;
            for (int j = 0; j < 2 * units; j++) k[z + j] += inner[from + j];
            kernels.sigmoid(k, z, k, z, 2 * units);
            int q = s.memory(0) + place * units;
            System.arraycopy(inner, from + 2 * units, k, q, units);
            for (int u = 0; u < units; u++) k[n + u] += k[r + u] * k[q + u];
            kernels.tanh(k, n, k, n, units);
            int y = place * units;
            for (int u = 0; u < units; u++) {
                float before = t == 0 ? 0 : h[y - units + u];
                h[y + u] = k[z + u] * before + (1 - k[z + u]) * k[n + u];
            }
        }
    }

    /// What goes past the gates to the state before is added to the `dy` of that.
    @Override
    public void stepBack(Frame f, Unrolled s, int t) {
        float[] k = s.store;
        float[] h = f.y().data();
        float[] dy = f.dy().data();
        float[] dh = s.dh.data();
        for (int row = 0; row < s.rows; row++) {
            int place = row * s.steps + t;
            int at = place * s.sums;
            int q = s.memory(0) + place * units;
            int y = place * units;
            int from = s.dh.offset() + row * units;
            for (int u = 0; u < units; u++) {
                float z = k[at + u];
                float r = k[at + units + u];
                float n = k[at + 2 * units + u];
                float before = t == 0 ? 0 : h[y - units + u];
                float d = dh[from + u];
                float dn = d * (1 - z) * (1 - n * n);
                k[at + u] = d * (before - n) * (z * (1 - z));
                k[at + units + u] = dn * k[q + u] * (r * (1 - r));
                k[at + 2 * units + u] = dn * r;
                k[q + u] = dn;
                if (t > 0) dy[y - units + u] += d * z;
            }
        }
    }

    @Override
    public void turnToInputs(Unrolled s) {
        int from = s.memory(0);
        for (int place = 0; place < s.rows * s.steps; place++) {
            System.arraycopy(s.store, from + place * units, s.store,
                    place * s.sums + 2 * units, units);
        }
    }

    @Override
    public Gru withInit(Init other) {
        return new Gru(units, other, Recurrent.keeping(recurrent), l2);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

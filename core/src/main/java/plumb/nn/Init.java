package plumb.nn;

import java.util.List;
import java.util.Optional;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InPlace;
import plumb.text.InputError;
import plumb.text.Require;

/// A rule by which the parameters of a layer are drawn before training.
///
/// Fans are logical sizes given by the layer, `in` inputs and `out` outputs per unit of the weight
/// matrix; they never depend on how the matrix is stored. `…Normal` initializers are plain normal
/// distributions with the variance of their formula.
public sealed interface Init {
    /// The number of inputs and outputs that one weight connects.
    record Fans(int in, int out) {}

    /// Draws all elements of `w`.
    void draw(Tensor w, Fans fans, Rng rng);

    /// The mean square of what [#draw] writes into a matrix of so many rows and columns, by its formula.
    double meanSquare(Fans fans, int rows, int columns);

    /// Whether weights are drawn independently around 0, as theories of wide networks take them.
    default boolean random() {
        return true;
    }

    /// The number around which all elements are drawn alike; absent, NaN, where they are not.
    default double center() {
        return 0;
    }

    /// Draws the weights of a layer and, if it has any, its biases, which lie behind them in one piece:
    /// as one matrix, if [Rai] draws both.
    static void draw(Init weights, Optional<Init> bias, List<Tensor> parameters, Fans fans,
            Rng rng) {
        Tensor w = parameters.getFirst();
        if (weights instanceof Rai && bias.filter(weights::equals).isPresent()) {
            weights.draw(Tensor.of(w.data(), w.offset(), w.rows() + 1, w.columns()), fans, rng);
            return;
        }
        weights.draw(w, fans, rng);
        bias.ifPresent(b -> b.draw(parameters.getLast(), fans, rng));
    }

    /// Requires a rule that can draw biases.
    ///
    /// @throws InputError if it is [Lsuv], which scales weights by what the layer gives
    static void requireForBias(Optional<Init> bias) {
        if (bias.filter(Lsuv.class::isInstance).isEmpty()) return;
        throw new InputError(
                "bias cannot be lsuv, which scales weights and no biases: leave it out,"
                        + " or name another, such as zeros");
    }

    /// Parses an initializer such as `he-normal` or `normal(0.01)`.
    static Init of(String text) {
        return Grammar.parse(Init.class, text);
    }

    /// All 0. As weights of a hidden layer they keep all its units identical.
    record Zeros() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            w.fill(0);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 0;
        }

        @Override
        public boolean random() {
            return false;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// All 1.
    record Ones() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            w.fill(1);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 1;
        }

        @Override
        public boolean random() {
            return false;
        }

        @Override
        public double center() {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// All equal to a constant. As weights they keep the units of a layer identical.
    record Constant(double value) implements Init {
        public Constant {
            Require.finite(value, "value");
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            w.fill((float) value);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return value * value;
        }

        @Override
        public boolean random() {
            return false;
        }

        @Override
        public double center() {
            return value;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// N(0, sd²).
    record Normal(@Default("0.05") double sd) implements Init {
        public Normal {
            Require.positive(sd, "sd");
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            normal(w, sd, rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return sd * sd;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// U(mean − limit, mean + limit): with a mean of 0.5, `uniform(0.5, mean=0.5)` is U(0, 1). Theories
    /// of wide networks take weights around 0.
    record Uniform(@Default("0.05") double limit, @Default("0") double mean) implements Init {
        private static final double LEAST_SPREAD = 1e-3;

        public Uniform {
            Require.positive(limit, "limit");
            Require.finite(mean, "mean");
            if (limit < LEAST_SPREAD * Math.abs(mean)) {
                throw new InputError("limit must be at least a thousandth of mean, or all weights"
                        + " are nearly equal: use constant(" + Grammar.number(mean) + ")");
            }
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++) {
                    w.set(i, j, (float) rng.uniform(mean - limit, mean + limit));
                }
            }
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return mean * mean + limit * limit / 3;
        }

        @Override
        public boolean random() {
            return mean == 0;
        }

        @Override
        public double center() {
            return mean == 0 ? 0 : Double.NaN;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// N(0, sd²) drawn again where it falls outside two standard deviations. The variance of what
    /// is drawn is 0.774 sd².
    record TruncatedNormal(@Default("0.05") double sd) implements Init {
        /// The variance of a standard normal number that is within two deviations.
        private static final double SHARE = 0.7737413035499232;

        public TruncatedNormal {
            Require.positive(sd, "sd");
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++) {
                    double z = rng.normal();
                    while (Math.abs(z) > 2) z = rng.normal();
                    w.set(i, j, (float) (sd * z));
                }
            }
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return SHARE * sd * sd;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// N(0, 1/in) (LeCun, 1998).
    record LecunNormal() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            normal(w, Math.sqrt(1.0 / fans.in()), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 1.0 / fans.in();
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// U(±√(3/in)), of variance 1/in (LeCun, 1998).
    record LecunUniform() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            uniform(w, Math.sqrt(3.0 / fans.in()), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 1.0 / fans.in();
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// N(0, 2/(in + out)) (Glorot & Bengio, 2010).
    record GlorotNormal() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            normal(w, Math.sqrt(2.0 / (fans.in() + fans.out())), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 2.0 / (fans.in() + fans.out());
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// U(±√(6/(in + out))), of variance 2/(in + out) (Glorot & Bengio, 2010).
    record GlorotUniform() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            uniform(w, Math.sqrt(6.0 / (fans.in() + fans.out())), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 2.0 / (fans.in() + fans.out());
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// N(0, 2/in) (He, 2015).
    record HeNormal() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            normal(w, Math.sqrt(2.0 / fans.in()), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 2.0 / fans.in();
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// U(±√(6/in)), of variance 2/in (He, 2015).
    record HeUniform() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            uniform(w, Math.sqrt(6.0 / fans.in()), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 2.0 / fans.in();
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// U(±1/√in), of variance 1/(3·in): what Glorot & Bengio (2010) call the standard one.
    record Standard() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            uniform(w, 1 / Math.sqrt(fans.in()), rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 1.0 / (3.0 * fans.in());
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `gain` times a matrix with orthonormal columns, or rows where there are fewer of them, uniform
    /// over all such matrices (Saxe, 2013).
    record Orthogonal(@Default("1") double gain) implements Init {
        public Orthogonal {
            Require.positive(gain, "gain");
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            double[][] q = Orthonormal.rows(Math.min(w.rows(), w.columns()),
                    Math.max(w.rows(), w.columns()), rng);
            boolean wide = w.columns() >= w.rows();
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++)
                    w.set(i, j, (float) (gain * (wide ? q[i][j] : q[j][i])));
            }
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return gain * gain / Math.max(rows, columns);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// `gain` on the diagonal, 0 elsewhere (Le, 2015).
    record Identity(@Default("1") double gain) implements Init {
        public Identity {
            Require.finite(gain, "gain");
            if (gain == 0) throw new InputError("gain must not be 0");
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            w.fill(0);
            for (int i = 0; i < Math.min(w.rows(), w.columns()); i++) w.set(i, i, (float) gain);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return gain * gain / Math.max(rows, columns);
        }

        @Override
        public double center() {
            return Double.NaN;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Orthonormal, then scaled layer by layer so that what the layer gives on the data, before its
    /// nonlinearity, has variance 1 ([UnitVariance]). In recurrent layers, which are not scaled, it is
    /// `orthogonal(1)`; it draws no biases.
    record Lsuv() implements Init {
        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            new Orthogonal(1).draw(w, fans, rng);
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return 1.0 / Math.max(rows, columns);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Randomized asymmetric: N(0, 0.6007²/in), but one weight of each unit, any of them, from
    /// Beta(2, 1), so that fewer units are dead from birth (Lu et al., 2019). Where it draws the biases
    /// too, a unit's bias is one of its weights.
    record Rai() implements Init {
        private static final double SD = 0.6007;

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            normal(w, SD / Math.sqrt(fans.in()), rng);
            for (int j = 0; j < w.columns(); j++) {
                w.set(rng.nextInt(w.rows()), j, (float) Math.sqrt(rng.uniform()));
            }
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return SD * SD / fans.in() * (1 - 1.0 / rows) + 0.5 / rows;
        }

        @Override
        public boolean random() {
            return false;
        }

        @Override
        public double center() {
            return Double.NaN;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Another rule's weights times `factor`: `scaled(he-normal, 0.5)` has a quarter of the variance of
    /// `he-normal`. It takes rules that draw each weight by itself, around 0.
    record Scaled(Init of, @InPlace double factor) implements Init {
        public Scaled {
            Require.positive(factor, "factor");
            boolean alone = !(of instanceof Orthogonal || of instanceof Lsuv
                    || of instanceof Scaled || of instanceof Zeros);
            if (!alone || !of.random() || of.center() != 0) {
                throw new InputError("scaled takes a rule that draws each weight by itself, around"
                        + " 0, such as glorot-uniform, got " + of);
            }
        }

        @Override
        public void draw(Tensor w, Fans fans, Rng rng) {
            of.draw(w, fans, rng);
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++) w.set(i, j, (float) (factor * w.get(i, j)));
            }
        }

        @Override
        public double meanSquare(Fans fans, int rows, int columns) {
            return factor * factor * of.meanSquare(fans, rows, columns);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    private static void normal(Tensor w, double sd, Rng rng) {
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < w.columns(); j++) w.set(i, j, (float) (sd * rng.normal()));
        }
    }

    private static void uniform(Tensor w, double limit, Rng rng) {
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < w.columns(); j++) w.set(i, j, (float) rng.uniform(-limit, limit));
        }
    }
}

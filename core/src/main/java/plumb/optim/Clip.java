package plumb.optim;

import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// A limit on the gradients of a step, taken before the optimizer sees them.
public sealed interface Clip {
    /// Changes the first `n` gradients.
    ///
    /// @param norm √Σg² over all parameters of the network; 0 where [#needsNorm] is false
    void apply(float[] g, int n, double norm);

    /// Whether the gradients of all layers must be known before any parameter changes.
    default boolean needsNorm() {
        return false;
    }

    /// Parses a limit such as `norm(1)`.
    static Clip of(String text) {
        return Grammar.parse(Clip.class, text);
    }

    /// No limit.
    record None() implements Clip {
        @Override
        public void apply(float[] g, int n, double norm) {}

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// All gradients times `limit/max(‖g‖, limit)`, where ‖g‖ is the norm over all parameters of the
    /// network: a long step becomes shorter and keeps its direction (Pascanu, Mikolov & Bengio, 2013).
    record Norm(@Default("1") double limit) implements Clip {
        public Norm {
            Require.positive(limit, "the norm");
        }

        @Override
        public void apply(float[] g, int n, double norm) {
            if (norm <= limit) return;
            float factor = (float) (limit / norm);
            for (int i = 0; i < n; i++) g[i] *= factor;
        }

        @Override
        public boolean needsNorm() {
            return true;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Each gradient by itself, to [−limit, limit]. The direction of the step changes.
    record Value(@Default("0.5") double limit) implements Clip {
        public Value {
            Require.positive(limit, "the value");
        }

        @Override
        public void apply(float[] g, int n, double norm) {
            float most = (float) limit;
            for (int i = 0; i < n; i++) g[i] = Math.max(-most, Math.min(most, g[i]));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }
}

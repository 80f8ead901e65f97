package plumb.train;

import plumb.text.Grammar;
import plumb.text.Require;

/// When a training ends before its length, and which weights it leaves.
public sealed interface Stop {
    /// Parses a rule such as `patience(5)`.
    static Stop of(String text) {
        return Grammar.parse(Stop.class, text);
    }

    /// Never: the last weights stay.
    record None() implements Stop {
        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// After that many epochs in a row without a lower loss on the validation rows. However the
    /// training ends by itself, the weights of the epoch with the lowest loss are put back (Prechelt,
    /// 1998).
    ///
    /// It misleads where a loss rests before it falls: a deep network may need longer to begin.
    record Patience(int epochs) implements Stop {
        public Patience {
            Require.atLeastOne(epochs, "patience");
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }
}

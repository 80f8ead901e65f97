package plumb.optim;

import java.util.OptionalDouble;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.Require;

/// The course of the learning rate over a training: the share of the optimizer's rate that each step
/// takes.
///
/// Lengths are in epochs, passes over the training rows; half an epoch is half of its steps. Shares
/// change from step to step, not from epoch to epoch.
public sealed interface Schedule {
    /// The share of the learning rate that a step takes.
    ///
    /// @param before how many steps were taken before it
    /// @param epoch the number of steps in an epoch
    /// @param all the number of steps in the training
    double share(double before, double epoch, double all);

    /// Parses a schedule such as `warmup(2, cosine)`.
    static Schedule of(String text) {
        return Grammar.parse(Schedule.class, text);
    }

    /// The whole learning rate at every step.
    record Constant() implements Schedule {
        @Override
        public double share(double before, double epoch, double all) {
            return 1;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// A factor at each of many equal distances: `factor^⌊e/every⌋` after e epochs.
    record Step(double every, double factor) implements Schedule {
        /// A step that is due by less than this is due: quotients of decimals are not exact.
        private static final double ROUNDING = 1e-9;

        public Step {
            Require.positive(every, "every");
            Require.positive(factor, "the factor");
        }

        @Override
        public double share(double before, double epoch, double all) {
            return StrictMath.pow(factor, Math.floor(before / epoch / every + ROUNDING));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// A factor for each epoch, a root of it at each step: `factor^e` after e epochs.
    record Exponential(double factor) implements Schedule {
        public Exponential {
            Require.positive(factor, "the factor");
        }

        @Override
        public double share(double before, double epoch, double all) {
            return StrictMath.pow(factor, before / epoch);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Half a cosine from 1 down to a share, `to + (1 − to)(1 + cos(πe/epochs))/2`, and that share
    /// from there on (Loshchilov & Hutter, 2017, without restarts).
    ///
    /// @param epochs how long it falls; `all` is to the end of the training, however long it is
    record Cosine(@Default("all") OptionalDouble epochs, @Default("0") double to)
            implements
                Schedule {
        public Cosine {
            epochs.ifPresent(number -> Require.positive(number, "epochs"));
            Require.notNegative(to, "the last share");
        }

        @Override
        public double share(double before, double epoch, double all) {
            double length = epochs.isPresent() ? epochs.getAsDouble() * epoch : all;
            double way = Math.min(1, before / length);
            return to + (1 - to) * (1 + StrictMath.cos(Math.PI * way)) / 2;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// A straight rise, whose last step takes the whole learning rate, then another schedule, for
    /// which the training begins there (Goyal et al., 2017). The first step takes one part of as many
    /// as there are, not 0.
    record Warmup(double epochs, @Default("constant") Schedule then) implements Schedule {
        public Warmup {
            Require.positive(epochs, "epochs");
        }

        @Override
        public double share(double before, double epoch, double all) {
            double rise = epochs * epoch;
            return before + 1 <= rise
                    ? (before + 1) / rise
                    : then.share(Math.max(0, before - rise), epoch, all - rise);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }
}

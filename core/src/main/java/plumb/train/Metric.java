package plumb.train;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import plumb.data.Target;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Require;

/// A number that says how good the answers of a network are on some rows.
///
/// The one that decides is the [#main] one of the task; others are measured beside it and decide
/// nothing. A metric that these rows leave undefined is NaN.
public sealed interface Metric {
    /// Parses a metric such as `auc` or `top(3)`.
    static Metric of(String text) {
        return Grammar.parse(Metric.class, text);
    }

    /// The metric that decides.
    static Metric main(Target target) {
        return switch (target) {
            case Target.Classes _,Target.Labels _ -> new Accuracy();
            case Target.Values _ -> new R2();
        };
    }

    /// Refuses a target that it says nothing about.
    ///
    /// @throws InputError saying which targets it is for
    void requireSuits(Target target);

    /// Its value on these answers.
    double of(Answers answers);

    /// A metric of answers that are right or wrong.
    sealed interface OfClasses extends Metric {
        @Override
        default void requireSuits(Target target) {
            if (target instanceof Target.Values) {
                throw new InputError("metrics: " + this
                        + " is for classes, but the target is a number; known for numbers: "
                        + "mae, mse, r2");
            }
        }
    }

    /// A metric of errors, in the user's units.
    sealed interface OfValues extends Metric {
        @Override
        default void requireSuits(Target target) {
            if (!(target instanceof Target.Values)) {
                throw new InputError("metrics: " + this
                        + " is for numbers, but the target has classes; known for classes: "
                        + "accuracy, top, auc, f1");
            }
        }
    }

    /// The share of right answers; of labels, the share of right labels.
    record Accuracy() implements OfClasses {
        @Override
        public double of(Answers answers) {
            return IntStream.range(0, answers.number()).mapToDouble(answers::right).sum()
                    / answers.number();
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The share of rows whose class is among the `k` with the largest outputs. Of equal outputs the
    /// first counts as larger, so `top(1)` is the accuracy.
    record Top(@Default("5") int k) implements OfClasses {
        public Top {
            Require.atLeastOne(k, "k");
        }

        @Override
        public void requireSuits(Target target) {
            OfClasses.super.requireSuits(target);
            if (!(target instanceof Target.Classes classes)) {
                throw new InputError("metrics: " + this
                        + " is for one class for each row, but the target has labels");
            }
            if (k >= classes.names().size()) {
                throw new InputError("metrics: " + this + " is 1 for any answers: the target has "
                        + classes.names().size() + " classes");
            }
        }

        @Override
        public double of(Answers answers) {
            int among = 0;
            for (int i = 0; i < answers.number(); i++) among += answers.rank(i) < k ? 1 : 0;
            return (double) among / answers.number();
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The area under the ROC curve: the chance that the output of a row of the class is above that of
    /// a row of another, with ties counted half (Hanley & McNeil, 1982), exact by ranks. Of two
    /// classes that of the second; of more, the mean over each class against all others, and of labels
    /// that over the labels, without those that all rows or none have.
    ///
    /// It looks at the order of the outputs alone: a network can be right about it and wrong about
    /// every probability.
    record Auc() implements OfClasses {
        private static final int SIGN = 0x80000000;

        @Override
        public double of(Answers answers) {
            if (!answers.finite()) return Double.NaN;
            return meanOfDefined(IntStream.range(0, answers.questions())
                    .mapToDouble(q -> area(answers, q)));
        }

        private static double area(Answers answers, int question) {
            var keys = new long[answers.number()];
            for (int i = 0; i < keys.length; i++) {
                int bits = Float.floatToIntBits(answers.leaning(i, question) + 0f);
                int ordered = bits < 0 ? ~bits : bits ^ SIGN;
                keys[i] = (ordered & 0xffffffffL) << 1 | (answers.yes(i, question) ? 1 : 0);
            }
            Arrays.sort(keys);
            double wins = 0;
            long yes = 0;
            long no = 0;
            for (int from = 0; from < keys.length;) {
                long output = keys[from] >> 1;
                long above = 0;
                int to = from;
                for (; to < keys.length && keys[to] >> 1 == output; to++) above += keys[to] & 1;
                long equal = to - from - above;
                wins += above * (no + equal / 2.0);
                yes += above;
                no += equal;
                from = to;
            }
            return wins / ((double) yes * no);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The harmonic mean of precision and recall, 2·both / (rows of the class + answers of it). Of two
    /// classes that of the second; of more, or of labels, the mean over them, without those that no
    /// row and no answer has.
    record F1() implements OfClasses {
        @Override
        public double of(Answers answers) {
            Answers.Counts c = answers.counts();
            return meanOfDefined(IntStream.range(0, answers.questions())
                    .mapToDouble(q -> 2.0 * c.both()[q] / (c.rows()[q] + (double) c.said()[q])));
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The mean absolute error, also over several numbers of a row.
    record Mae() implements OfValues {
        @Override
        public double of(Answers answers) {
            return answers.meanError(Math::abs);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The mean squared error, also over several numbers of a row.
    record Mse() implements OfValues {
        @Override
        public double of(Answers answers) {
            return answers.meanError(error -> error * error);
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// The coefficient of determination R², 1 − Σ(y − t)²/Σ(t − t̄)²; of several numbers the mean of
    /// theirs, without those that are the same in all rows. It is undefined, NaN, where no number varies, as in
    /// a single row.
    record R2() implements OfValues {
        @Override
        public double of(Answers answers) {
            double[] factors = factors((Target.Values) answers.encoding().target(),
                    answers.rows());
            return 1 - IntStream.range(0, answers.number())
                    .mapToDouble(i -> answers.squares(i, factors)).sum() / answers.number();
        }

        /// What the squared errors of each number are multiplied by, so that their sum over a row has the
        /// mean 1 − R² over these rows: one over the variance, and over how many numbers vary.
        static double[] factors(Target.Values values, int[] rows) {
            int width = values.width();
            var factors = new double[width];
            int varying = 0;
            for (int j = 0; j < width; j++) {
                double variance = variance(values, rows, j);
                if (variance > 0) varying++;
                factors[j] = variance > 0 ? 1 / Math.max(variance, Double.MIN_NORMAL) : 0;
            }
            if (varying == 0) Arrays.fill(factors, Double.NaN);
            for (int j = 0; j < width && varying > 1; j++) factors[j] /= varying;
            return factors;
        }

        private static double variance(Target.Values values, int[] rows, int j) {
            double mean = 0;
            for (int row : rows) mean += values.of()[row * values.width() + j];
            mean /= rows.length;
            double square = 0;
            for (int row : rows) {
                double distance = values.of()[row * values.width() + j] - mean;
                square += distance * distance;
            }
            return square / rows.length;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    private static double meanOfDefined(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }
}

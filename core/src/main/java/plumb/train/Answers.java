package plumb.train;

import java.util.function.DoubleUnaryOperator;
import plumb.data.Target;
import plumb.nn.Loss;

/// What a network says about some rows of a data set, beside what is right.
///
/// An answer about classes is taken apart into questions that are answered with yes or no: whether a
/// row belongs to the second of two classes, or to each of more, or has each label.
///
/// @param outputs `[row][output]`, in training units
/// @param rows the numbers of the rows in the data set
public record Answers(Encoding encoding, Loss loss, float[] outputs, int[] rows) {
    /// For each question the rows where yes is right, where yes is said, and where both.
    record Counts(int[] rows, int[] said, int[] both) {}

    /// The number of rows.
    int number() {
        return rows.length;
    }

    private int width() {
        return encoding.width();
    }

    /// Whether all outputs are finite.
    boolean finite() {
        for (float output : outputs) {
            if (!Float.isFinite(output)) return false;
        }
        return true;
    }

    /// How much of the answer about classes or labels is right, from 0 to 1.
    double right(int i) {
        if (encoding.target() instanceof Target.Classes classes) {
            return decided(i) == classes.of()[rows[i]] ? 1 : 0;
        }
        int right = 0;
        for (int j = 0; j < width(); j++)
            right += label(i, j) == labels().of()[place(i, j)] ? 1 : 0;
        return (double) right / width();
    }

    /// How many classes the network finds likelier than the right one.
    int rank(int i) {
        int right = classes().of()[rows[i]];
        int decided = decided(i);
        if (decided < 0) return Integer.MAX_VALUE;
        if (width() == 1) return decided == right ? 0 : 1;
        int from = i * width();
        float own = outputs[from + right];
        int rank = 0;
        for (int j = 0; j < width(); j++) {
            float other = outputs[from + j];
            rank += other > own || (other == own && j < right) ? 1 : 0;
        }
        return rank;
    }

    /// The distance from a right number, in the user's units.
    double error(int i, int j) {
        return encoding.scaling().undo(outputs[i * width() + j], j) - values().of()[place(i, j)];
    }

    /// The mean over all numbers of what a function makes of their errors.
    double meanError(DoubleUnaryOperator of) {
        double sum = 0;
        for (int i = 0; i < number(); i++) {
            for (int j = 0; j < width(); j++) sum += of.applyAsDouble(error(i, j));
        }
        return sum / outputs.length;
    }

    /// The squared errors of a row, each times its factor, in all.
    double squares(int i, double[] factors) {
        double sum = 0;
        for (int j = 0; j < width(); j++) sum += error(i, j) * error(i, j) * factors[j];
        return sum;
    }

    /// How many questions with two answers there are.
    int questions() {
        if (encoding.target() instanceof Target.Labels labels) return labels.width();
        int names = classes().names().size();
        return names == 2 ? 1 : names;
    }

    /// Whether yes is the right answer.
    boolean yes(int i, int question) {
        return encoding.target() instanceof Target.Labels labels
                ? labels.of()[place(i, question)] == 1
                : classes().of()[rows[i]] == asked(question);
    }

    /// Whether yes is said.
    private boolean said(int i, int question, int decided) {
        return encoding.target() instanceof Target.Labels
                ? label(i, question) == 1
                : decided == asked(question);
    }

    /// The output that is the larger, the more it speaks for yes.
    float leaning(int i, int question) {
        return outputs[i * width() + (width() == 1 ? 0 : asked(question))];
    }

    /// The class or label that a question asks for.
    private int asked(int question) {
        return encoding.target() instanceof Target.Classes && questions() == 1 ? 1 : question;
    }

    Counts counts() {
        int questions = questions();
        var counts = new Counts(new int[questions], new int[questions], new int[questions]);
        for (int i = 0; i < number(); i++) {
            int decided = encoding.target() instanceof Target.Classes ? decided(i) : 0;
            for (int q = 0; q < questions; q++) {
                boolean yes = yes(i, q);
                boolean said = said(i, q, decided);
                counts.rows[q] += yes ? 1 : 0;
                counts.said[q] += said ? 1 : 0;
                counts.both[q] += yes && said ? 1 : 0;
            }
        }
        return counts;
    }

    private int decided(int i) {
        return encoding.decide(outputs, i * width(), loss);
    }

    /// The answer about a label, −1 where the output is not finite.
    private int label(int i, int j) {
        return Encoding.decide(outputs, i * width() + j, 1, loss);
    }

    private int place(int i, int j) {
        return rows[i] * width() + j;
    }

    private Target.Labels labels() {
        return (Target.Labels) encoding.target();
    }

    private Target.Classes classes() {
        return (Target.Classes) encoding.target();
    }

    private Target.Values values() {
        return (Target.Values) encoding.target();
    }
}

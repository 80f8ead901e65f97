package plumb.train;

import plumb.data.Target;
import plumb.nn.Loss;

/// What a network says about some rows of a data set, beside what is right.
///
/// An answer about classes is taken apart into questions that are answered with yes or no: whether a
/// row belongs to the second of two classes, or to each of more.
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

    /// How much of the answer about classes is right, from 0 to 1.
    double right(int i) {
        return decided(i) == classes().of()[rows[i]] ? 1 : 0;
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

    /// The distance from the right number, in the user's units.
    double error(int i) {
        return encoding.scaling().undo(outputs[i]) - values().of()[rows[i]];
    }

    /// The squared error times its factor.
    double squares(int i, double[] factors) {
        return error(i) * error(i) * factors[0];
    }

    /// How many questions with two answers there are.
    int questions() {
        int names = classes().names().size();
        return names == 2 ? 1 : names;
    }

    /// Whether yes is the right answer.
    boolean yes(int i, int question) {
        return classes().of()[rows[i]] == asked(question);
    }

    /// The output that is the larger, the more it speaks for yes.
    float leaning(int i, int question) {
        return outputs[i * width() + (width() == 1 ? 0 : asked(question))];
    }

    /// The class that a question asks for.
    private int asked(int question) {
        return questions() == 1 ? 1 : question;
    }

    Counts counts() {
        int questions = questions();
        var counts = new Counts(new int[questions], new int[questions], new int[questions]);
        for (int i = 0; i < number(); i++) {
            int decided = decided(i);
            for (int q = 0; q < questions; q++) {
                boolean yes = yes(i, q);
                boolean said = decided == asked(q);
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

    private Target.Classes classes() {
        return (Target.Classes) encoding.target();
    }

    private Target.Values values() {
        return (Target.Values) encoding.target();
    }
}

package plumb.diagnose;

import plumb.data.Dataset;
import plumb.data.Target;
import plumb.train.Encoding;
import plumb.train.Mean;
import plumb.train.Plan;
import plumb.train.Score;

/// The trivial predictor: the same answer for every row, the class shares or the mean of the
/// training rows. What does no better has learned nothing.
final class Trivial {
    private Trivial() {}

    /// Its score on the validation rows, with the plan's loss.
    static Score score(Plan plan, Dataset data) {
        int width = plan.network().units(data.shape());
        var encoding = new Encoding(data, width, plan);
        var answer = new double[width];
        var target = new float[width];
        double weights = 0;
        for (int row : data.train()) {
            encoding.write(row, target, 0);
            for (int j = 0; j < width; j++) answer[j] += (double) encoding.weight(row) * target[j];
            weights += encoding.weight(row);
        }
        var y = new float[width];
        for (int j = 0; j < width; j++) y[j] = (float) (answer[j] / weights);
        double loss = 0;
        int[] rows = data.validation();
        for (int row : rows) {
            encoding.write(row, target, 0);
            loss += encoding.weight(row) * plan.loss().sum(y, target, 0, width, width);
        }
        return switch (data.target()) {
            case Target.Classes c -> ofClasses(c, encoding, data, loss / rows.length);
            case Target.Values v ->
                new Score(encoding.lossInUserUnits(plan.loss(), loss / rows.length),
                        meanMetric(v, data), 0);
        };
    }

    /// The class whose training rows weigh most, as the answer for all.
    private static Score ofClasses(Target.Classes classes, Encoding encoding, Dataset data,
            double loss) {
        var weight = new double[classes.names().size()];
        for (int row : data.train()) weight[classes.of()[row]] += encoding.weight(row);
        int best = 0;
        for (int c = 0; c < weight.length; c++) best = weight[c] > weight[best] ? c : best;
        var right = new Mean();
        for (int row : data.validation()) {
            right.add(encoding.weight(row), classes.of()[row] == best ? 1 : 0);
        }
        return new Score(loss, right.value(), right.standardError());
    }

    /// R² of the training mean on the validation rows: at most 0.
    private static double meanMetric(Target.Values values, Dataset data) {
        double mean = 0;
        for (int row : data.train()) mean += values.of()[row] / (double) data.train().length;
        double own = 0;
        for (int row : data.validation())
            own += values.of()[row] / (double) data.validation().length;
        double around = 0;
        double least = 0;
        for (int row : data.validation()) {
            around += (values.of()[row] - mean) * (values.of()[row] - mean);
            least += (values.of()[row] - own) * (values.of()[row] - own);
        }
        return least == 0 ? 0 : 1 - around / least;
    }
}

package plumb.diagnose;

import plumb.data.Dataset;
import plumb.data.Target;
import plumb.train.Encoding;
import plumb.train.Plan;
import plumb.train.Score;

/// The trivial predictor: the same answer for every row, the class shares or the mean of the
/// training rows. What does no better has learned nothing.
final class Trivial {
    private Trivial() {}

    /// Its score on the validation rows, with the plan's loss.
    static Score score(Plan plan, Dataset data) {
        int outputs = plan.network().units(data.shape());
        var encoding = new Encoding(data, outputs, plan.scaleTarget());
        int width = encoding.width();
        var answer = new double[width];
        var target = new float[width];
        for (int row : data.train()) {
            encoding.write(row, target, 0);
            for (int j = 0; j < width; j++) answer[j] += target[j] / (double) data.train().length;
        }
        var y = new float[width];
        for (int j = 0; j < width; j++) y[j] = (float) answer[j];
        double loss = 0;
        int[] rows = data.validation();
        for (int row : rows) {
            encoding.write(row, target, 0);
            loss += plan.loss().sum(y, target, 0, width, width);
        }
        return switch (data.target()) {
            case Target.Classes c -> {
                double share = shareOfMostFrequent(c, data);
                yield new Score(loss / rows.length, share,
                        Math.sqrt(share * (1 - share) / rows.length));
            }
            case Target.Values v ->
                new Score(encoding.lossInUserUnits(plan.loss(), loss / rows.length),
                        meanMetric(v, data), 0);
        };
    }

    private static double shareOfMostFrequent(Target.Classes classes, Dataset data) {
        var count = new int[classes.names().size()];
        for (int row : data.train()) count[classes.of()[row]]++;
        int best = 0;
        for (int c = 0; c < count.length; c++) best = count[c] > count[best] ? c : best;
        int right = 0;
        for (int row : data.validation()) right += classes.of()[row] == best ? 1 : 0;
        return (double) right / data.validation().length;
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

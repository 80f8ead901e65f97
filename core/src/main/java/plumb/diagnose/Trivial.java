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
            case Target.Labels labels -> ofLabels(labels, data, loss / rows.length);
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

    /// The more frequent answer to each label.
    private static Score ofLabels(Target.Labels labels, Dataset data, double loss) {
        int width = labels.width();
        var ones = new int[width];
        for (int row : data.train()) {
            for (int j = 0; j < width; j++) ones[j] += labels.of()[row * width + j];
        }
        var right = new Mean();
        for (int row : data.validation()) {
            int of = 0;
            for (int j = 0; j < width; j++) {
                int answer = 2 * ones[j] > data.train().length ? 1 : 0;
                of += labels.of()[row * width + j] == answer ? 1 : 0;
            }
            right.add(1, (double) of / width);
        }
        return new Score(loss, right.value(), right.standardError());
    }

    /// R² of the training means on the validation rows, the mean over the numbers that vary there: at
    /// most 0; NaN where none varies.
    private static double meanMetric(Target.Values values, Dataset data) {
        double sum = 0;
        int varying = 0;
        for (int j = 0; j < values.width(); j++) {
            double mean = mean(values, j, data.train());
            double own = mean(values, j, data.validation());
            double around = 0;
            double least = 0;
            for (int row : data.validation()) {
                double value = values.of()[row * values.width() + j];
                around += (value - mean) * (value - mean);
                least += (value - own) * (value - own);
            }
            if (least == 0) continue;
            sum += 1 - around / least;
            varying++;
        }
        return sum / varying;
    }

    private static double mean(Target.Values values, int j, int[] rows) {
        double mean = 0;
        for (int row : rows) mean += values.of()[row * values.width() + j] / (double) rows.length;
        return mean;
    }
}

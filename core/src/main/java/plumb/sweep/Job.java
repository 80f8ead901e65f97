package plumb.sweep;

import java.util.function.DoubleConsumer;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.gauge.History;
import plumb.report.LayerLine;
import plumb.text.InputError;
import plumb.train.Memory;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Training;

/// A training that is to be made: the plan of a point of the grid, counted from 1, on a seed.
public record Job(int point, long seed, Plan plan, Basis basis) {
    /// What is known of a job before it runs.
    ///
    /// @param bytes that it takes, beside the rows
    /// @param rowBytes that the rows take of the heap
    /// @param metricName that of the metric that decides
    public record Fit(double bytes, double rowBytes, String metricName) {}

    /// The bytes that a row takes beside its inputs: its target, the splits while they are drawn.
    private static final double BYTES_OF_ROW = 32;

    /// Requires the plan to fit the rows and the memory.
    ///
    /// @throws InputError if it does not
    public Fit requireFit() {
        Dataset data = basis.data();
        try (var training = training(data)) {
            // The yardstick is trained when the buffers of the training have been dropped.
            double most = Math.max(Memory.bytes(plan, data, 1), Reference.bytes(plan, data));
            return new Fit(most + History.bytes(training),
                    data.inputs().heapBytes() + BYTES_OF_ROW * data.rows(),
                    training.encoding().metricName());
        }
    }

    /// Trains with one worker, and judges what came of it.
    ///
    /// @param progress takes the share of the training that each step is
    /// @throws InterruptedException if the thread is interrupted; then nothing is known
    Trial run(DoubleConsumer progress) throws InterruptedException {
        Dataset data = basis.data();
        var history = new History();
        try (var training = training(data)) {
            double share = 1.0 / training.length();
            while (training.hasNext()) {
                history.add(training.next());
                progress.accept(share);
                if (Thread.interrupted()) throw new InterruptedException();
            }
            progress.accept(share * (training.length() - history.steps()));
        }
        Reference reference = basis.reference(plan, data, seed);
        Score last = history.validation().orElseThrow();
        Score best = history.best().orElse(new Score(Double.NaN, Double.NaN, Double.NaN));
        return new Trial(point, seed, history.steps(), history.divergence().isPresent(),
                Diagnosis.learned(history, plan, data, reference),
                LayerLine.decades(LayerLine.of(history)), last.loss(), last.metric(), best.loss(),
                best.metric(), reference.trivial().metric(),
                reference.yardstick().orElseThrow().metric());
    }

    private Training training(Dataset data) {
        return new Training(plan, data, new Settings(seed, 1, Probe.LIGHT));
    }
}

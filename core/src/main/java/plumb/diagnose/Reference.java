package plumb.diagnose;

import java.util.Optional;
import plumb.data.Dataset;
import plumb.gauge.History;
import plumb.train.Memory;
import plumb.train.Plan;
import plumb.train.Score;

/// What a network is compared with: the trivial predictor and, if it was trained, the yardstick.
///
/// Scores are on the validation rows. The yardstick's loss is in its own units.
///
/// @param yardstickSteps the steps that it was trained for
public record Reference(Score trivial, Optional<Score> yardstick, long yardstickSteps) {
    /// The trivial predictor alone.
    public static Reference trivial(Plan plan, Dataset data) {
        return new Reference(Trivial.score(plan, data), Optional.empty(), 0);
    }

    /// The bytes that training the yardstick takes, beside the rows.
    public static double bytes(Plan plan, Dataset data) {
        return Memory.bytes(Yardstick.plan(plan, data, 1), data, 1);
    }

    /// With the yardstick trained for `steps` steps.
    public static Reference full(Plan plan, Dataset data, long seed, long steps) {
        return trivial(plan, data).with(Yardstick.train(plan, data, seed, steps, _ -> false));
    }

    /// With the yardstick trained for `steps` steps, or only for the first of them if it is clear by then
    /// that the training fails beside it: more steps would make it no clearer.
    public static Reference of(History history, Plan plan, Dataset data, long seed, long steps) {
        Reference trivial = trivial(plan, data);
        return trivial.with(Yardstick.train(plan, data, seed, steps, reached -> Evidence
                .of(history, plan, data, trivial.with(reached)).failing()));
    }

    /// The same yardstick beside another plan on the same data, whose loss may have other units.
    public Reference beside(Plan other, Dataset data) {
        return new Reference(Trivial.score(other, data), yardstick, yardstickSteps);
    }

    /// Whether a score is better than another by more than chance and than a tenth of what there is to
    /// gain: by as much as a network must be behind the yardstick to fail.
    public boolean clearly(Score better, Score worse, Dataset data) {
        double gain = yardstick.map(score -> score.metric() - trivial.metric()).orElse(0.0);
        double error = data.heldOut()
                ? Math.hypot(better.standardError(), worse.standardError())
                : 0;
        return better.metric() - worse.metric() > Math.max(
                Evidence.STANDARD_ERRORS * error,
                Math.max(Evidence.LEAST_GAIN, Evidence.CLEARLY_BEHIND * gain));
    }

    private Reference with(Yardstick.Reached reached) {
        return new Reference(trivial, Optional.of(reached.score()), reached.steps());
    }
}

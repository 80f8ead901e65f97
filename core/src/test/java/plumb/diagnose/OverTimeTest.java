package plumb.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.gauge.TimeProfile;
import plumb.report.LayerLine;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Recurrent layers whose gradient vanishes or explodes between their time steps, and one that learns to
/// hand it on.
class OverTimeTest {
    private static final Dataset ADDING = Generator.of("adding(2500, 50)").generate(1).split(0.2,
            1);

    @Test
    void a_layer_without_gates_loses_the_gradient_over_fifty_steps() {
        Plan plan = plan("simple-rnn(16); last; dense(1)", 200);
        History history = train(plan, ADDING);
        Finding finding = find(history, plan, "vanishing-gradient").orElseThrow();
        assertThat(finding.layers()).containsExactly("1");
        assertThat(finding.remedies()).startsWith("swap-recurrent");
        assertThat(finding.threshold()).containsExactly(Map.entry("timeDecades", -2.0));
        double decades = Objects.requireNonNull(finding.measured().get("timeDecades"));
        assertThat(decades).isLessThan(-2);
        assertThat(finding.measured().get("timeStepsReached")).isBetween(0.02, 0.9);
        assertThat(finding.causes().stream().mapToDouble(Cause::share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(finding.summary()).contains("50 time steps", "layer 1, simple-rnn(16, tanh)",
                Words.number(-decades) + " decades");
        TimeProfile time = LayerLine.of(history).getFirst().last().time().orElseThrow();
        assertThat(time.decades()).isEqualTo(decades);
        assertThat(time.rms()).hasSize(50);
        assertThat(Math.log10(time.rms().getFirst() / time.rms().getLast()))
                .isCloseTo(decades, within(1e-9));
    }

    @Test
    void gates_that_learned_the_task_hand_it_on() {
        Plan plan = plan("gru(24); last; dense(1)", 600);
        History history = train(plan, ADDING);
        assertThat(history.validation().orElseThrow().loss()).isLessThan(0.01);
        assertThat(history.firstTimes(0).orElseThrow().decades()).isLessThan(-4);
        assertThat(find(history, plan, "vanishing-gradient")).isEmpty();
    }

    @Test
    void weights_that_stretch_the_state_make_it_explode() {
        Plan plan = plan("simple-rnn(16, linear, recurrent=orthogonal(1.1)); last; dense(1)", 2);
        Finding finding = find(train(plan, ADDING), plan, "exploding-gradient").orElseThrow();
        assertThat(finding.measured().get("timeDecades")).isCloseTo(49 * Math.log10(1.1),
                within(0.05));
        assertThat(finding.causes()).first().isEqualTo(new Cause("weights", 1));
    }

    /// 64 of the 100 are listed, and their numbers.
    @Test
    void a_long_profile_is_listed_in_part_and_judged_whole() {
        Dataset data = Generator.of("adding(60, 100)").generate(1).split(0.2, 1);
        TimeProfile time = train(plan("simple-rnn(4, linear, recurrent=orthogonal(0.5)); last;"
                + " dense(1)", 1), data).firstTimes(0).orElseThrow();
        assertThat(time.rms()).hasSize(64);
        assertThat(time.step(0)).isEqualTo(1);
        assertThat(time.step(63)).isEqualTo(100);
        assertThat(time.decades()).isCloseTo(99 * Math.log10(0.5), within(0.01));
        assertThat(time.reached()).isEqualTo(0.07);
    }

    private static Plan plan(String network, int steps) {
        return Plan.of(network, "mse", "adam(0.01)").length(new Length.Steps(steps));
    }

    private static History train(Plan plan, Dataset data) {
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(1).workers(1))) history.add(step);
        return history;
    }

    private static Optional<Finding> find(History history, Plan plan, String id) {
        return Diagnosis.of(history, plan, ADDING).findings().stream()
                .filter(f -> f.id().equals(id)).findFirst();
    }
}

package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.diagnose.Diagnosis;
import plumb.gauge.History;
import plumb.math.Rng;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class RepairTest {
    private static final String CIRCLES = "circles(1000, factor=0.5)";

    @Test
    void a_deep_sigmoid_network_is_repaired_by_another_activation_and_the_repair_is_proved() {
        Repair repair = repair("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.001)", 60, 1);
        assertThat(repair.outcome()).isEqualTo(Repair.Outcome.REPAIRED);
        Repair.Better better = repair.adopted().orElseThrow();
        assertThat(better.change()).containsExactly("activation of layers 1 to 8: sigmoid → relu");
        assertThat(better.evidence().worstBest()).isGreaterThan(0.25);
        assertThat(better.evidence().baseline()).hasSize(3).allMatch(metric -> metric < 0.6);
        assertThat(better.evidence().repaired()).hasSize(3).allMatch(metric -> metric > 0.95);
        assertThat(better.evidence().seeds()).isEqualTo("sick on 4 of 4 seeds");
    }

    @Test
    void a_learning_rate_is_found_over_eight_decades() {
        for (String optimizer : List.of("sgd(1e-5)", "sgd(30)")) {
            Repair repair = repair("dense(16, relu) x 3; dense(1, sigmoid)", optimizer, 60, 1);
            assertThat(repair.outcome()).as(optimizer).isEqualTo(Repair.Outcome.REPAIRED);
            assertThat(repair.adopted().orElseThrow().remedies()).singleElement()
                    .isInstanceOf(SetLearningRate.class);
        }
    }

    @Test
    void an_output_that_cannot_learn_is_replaced() {
        Repair repair = repair("dense(16, relu, he-normal) x 2; dense(1, softmax)", "adam(0.001)",
                40, 1);
        assertThat(repair.adopted().orElseThrow().change())
                .containsExactly("output activation: softmax → sigmoid");
    }

    @Test
    void a_healthy_network_is_left_alone() {
        Repair repair = repair("dense(16, relu, he-normal) x 2; dense(1, sigmoid)", "adam(0.01)",
                40, 1);
        assertThat(repair.outcome()).isEqualTo(Repair.Outcome.NOT_NEEDED);
        assertThat(repair.candidates()).isEmpty();
    }

    @Test
    void equal_seeds_give_equal_repairs() {
        Repair first = repair("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.001)", 60, 5);
        Repair second = repair("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.001)", 60, 5);
        assertThat(second.candidates()).isEqualTo(first.candidates());
        assertThat(second.proof()).isEqualTo(first.proof());
        assertThat(second.cost()).isEqualTo(first.cost());
    }

    @Test
    void a_budget_that_is_spent_ends_the_search_without_a_claim() {
        Plan plan = plan("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.001)", 60);
        Dataset data = Generator.of(CIRCLES).generate(1).split(0.2, 1);
        Repair repair = Repair.of(plan, data, diagnose(plan, data, 1)).budget(2).search();
        assertThat(repair.outcome()).isEqualTo(Repair.Outcome.NOT_REPAIRED);
        assertThat(repair.spent()).isTrue();
        assertThat(repair.adopted()).isEmpty();
        assertThat(repair.proof()).isEmpty();
        assertThat(repair.cost().search()).isBetween(2.0, 3.0);
    }

    @Test
    void a_search_that_is_interrupted_claims_nothing() {
        Plan plan = plan("dense(16, sigmoid) x 8; dense(1, sigmoid)", "adam(0.001)", 60);
        Dataset data = Generator.of(CIRCLES).generate(1).split(0.2, 1);
        Search search = Repair.of(plan, data, diagnose(plan, data, 1));
        Repair repair = search.stages(stage -> {
            if (stage.startsWith("proving")) Thread.currentThread().interrupt();
        }).search();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(repair.outcome()).isEqualTo(Repair.Outcome.UNCLEAR);
        assertThat(repair.proof()).isEmpty();
        assertThat(repair.adopted()).isEmpty();
        assertThat(repair.spent()).isFalse();
    }

    @Test
    void several_things_that_training_cannot_make_up_for_are_set_right_together() {
        Plan plan = Plan.of("dense(3, tanh); dense(2, tanh); dense(1, softmax)", "mse",
                "sgd(0.1, momentum=0.9)").epochs(3);
        Dataset plane = plane();
        Repair repair = Repair.of(plan, plane, diagnose(plan, plane, 1)).search();
        assertThat(repair.outcome()).isEqualTo(Repair.Outcome.REPAIRED);
        assertThat(repair.adopted().orElseThrow().remedies()).contains(new ScaleTargets());
        assertThat(repair.proof().orElseThrow().repaired()).allMatch(r2 -> r2 > 0.9);
    }

    @Test
    void every_remedy_that_a_finding_names_exists() {
        for (String optimizer : List.of("sgd(1e-5)", "sgd(30)")) {
            Plan plan = plan("dense(16, relu) x 3; dense(1, sigmoid)", optimizer, 20);
            Dataset data = Generator.of(CIRCLES).generate(1).split(0.2, 1);
            assertThat(new Candidates(plan, data, 1).of(diagnose(plan, data, 1))).isNotEmpty();
        }
    }

    /// Columns and targets in the thousands.
    private static Dataset plane() {
        var rng = new Rng(1, Rng.Stream.DATA, 0);
        var x = new float[3 * 20_000];
        var y = new float[20_000];
        for (int i = 0; i < x.length; i++) x[i] = (float) (10_000 * rng.uniform());
        for (int r = 0; r < y.length; r++)
            y[r] = 2 * x[3 * r] + x[3 * r + 1] + 0.5f * x[3 * r + 2];
        return Dataset.of(x, List.of("a", "b", "c"), new Target.Values(y)).split(0.2, 1);
    }

    private static Repair repair(String network, String optimizer, int epochs, long seed) {
        Plan plan = plan(network, optimizer, epochs);
        Dataset data = Generator.of(CIRCLES).generate(seed).split(0.2, seed);
        return Repair.of(plan, data, diagnose(plan, data, seed)).seed(seed).search();
    }

    private static Plan plan(String network, String optimizer, int epochs) {
        return Plan.of(network, "binary-cross-entropy", optimizer).epochs(epochs);
    }

    private static Diagnosis diagnose(Plan plan, Dataset data, long seed) {
        var history = new History();
        for (Step step : new Training(plan, data, Settings.seed(seed).workers(1)))
            history.add(step);
        return Diagnosis.of(history, plan, data);
    }
}

package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.gauge.History;
import plumb.math.Tensor;
import plumb.nn.Network;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class ReviveTest {
    private static final Dataset CIRCLES = Generator.of("circles(600, factor=0.5)").generate(1)
            .split(0.2, 1);

    private static Training trained(String network, int epochs) {
        var training = new Training(
                Plan.of(network, "binary-cross-entropy", "adam(0.01)").epochs(40), CIRCLES,
                Settings.seed(1));
        goOn(training, epochs);
        return training;
    }

    private static void goOn(Training training, int epochs) {
        int left = epochs;
        while (left > 0) left -= training.next().endsEpoch() ? 1 : 0;
    }

    private static double loss(Training training) {
        return training.score(CIRCLES.train()).loss();
    }

    private static Tensor parameter(Training training, int layer, int index) {
        Network network = training.network();
        return network.parametersOf(layer, network.parameters()).get(index);
    }

    /// Makes a unit dead on all rows.
    private static void kill(Training training, int layer, int unit) {
        parameter(training, layer, 1).set(0, unit, -1e3f);
    }

    @Test
    void dead_units_live_again_and_the_function_stays() {
        Training training = trained("dense(16, relu) x 3; dense(1, sigmoid)", 1);
        for (int unit : List.of(2, 5, 11)) kill(training, 1, unit);
        goOn(training, 1);
        assertThat(training.silent(1)).contains(2, 5, 11);
        double before = loss(training);
        var kept = parameter(training, 1, 0).get(3, 4);
        new Revive().change(training);
        assertThat(loss(training)).isCloseTo(before, within(1e-6));
        assertThat(parameter(training, 1, 1).get(0, 5)).isZero();
        assertThat(parameter(training, 1, 0).get(3, 4)).isEqualTo(kept);
        goOn(training, 2);
        assertThat(training.silent(1)).doesNotContain(2, 5, 11);
        assertThat(parameter(training, 2, 0).get(5, 0)).isNotZero();
    }

    @Test
    void a_network_with_a_dead_layer_learns_again() {
        Training training = trained("dense(16, relu, he-normal) x 3; dense(1, sigmoid)", 1);
        for (int unit = 0; unit < 16; unit++) kill(training, 1, unit);
        goOn(training, 2);
        assertThat(training.silent(1)).hasSize(16);
        new Revive().change(training);
        goOn(training, 20);
        assertThat(training.score(CIRCLES.validation()).metric()).isGreaterThan(0.95);
    }

    @Test
    void identical_units_become_different_and_the_function_stays() {
        Training training = trained("dense(8, tanh, constant(0.3)) x 2; dense(1, sigmoid)", 2);
        assertThat(different(training, 0)).isEqualTo(1);
        double before = loss(training);
        new Revive().change(training);
        assertThat(loss(training)).isCloseTo(before, within(1e-5));
        assertThat(different(training, 0)).isEqualTo(8);
        assertThat(different(training, 1)).isEqualTo(8);
        goOn(training, 30);
        assertThat(training.score(CIRCLES.validation()).metric()).isGreaterThan(0.95);
    }

    private static int different(Training training, int layer) {
        Tensor w = parameter(training, layer, 0);
        var seen = new HashSet<List<Float>>();
        for (int unit = 0; unit < w.columns(); unit++) {
            int column = unit;
            seen.add(IntStream.range(0, w.rows()).mapToObj(i -> w.get(i, column)).toList());
        }
        return seen.size();
    }

    @Test
    void a_network_without_such_units_stays_as_it_is() {
        Training training = trained("dense(16, tanh) x 2; dense(1, sigmoid)", 1);
        float[] before = training.network().parameters().clone();
        new Revive().change(training);
        assertThat(Arrays.equals(training.network().parameters(), before)).isTrue();
    }

    @Test
    void equal_trainings_are_revived_alike() {
        var first = trained("dense(8, relu, zeros) x 2; dense(1, sigmoid)", 1);
        var second = trained("dense(8, relu, zeros) x 2; dense(1, sigmoid)", 1);
        new Revive().change(first);
        new Revive().change(second);
        assertThat(first.network().parameters()).isEqualTo(second.network().parameters());
    }

    @Test
    void a_training_that_lost_a_layer_goes_on_from_where_it_stands() {
        Dataset spirals = Generator.of("spirals(600, turns=1.5)").generate(1).split(0.2, 1);
        Plan plan = Plan.of("dense(32, relu, he-normal) x 3; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.003)").epochs(100);
        var training = new Training(plan, spirals, Settings.seed(1));
        var history = new History();
        for (int epoch = 1; epoch <= 60;) {
            Step step = training.next();
            history.add(step);
            if (!step.endsEpoch()) continue;
            if (epoch == 50) for (int unit = 0; unit < 32; unit++) kill(training, 2, unit);
            epoch++;
        }
        Diagnosis diagnosis = Diagnosis.of(history, plan, spirals,
                Reference.full(plan, spirals, 1, training.length()));
        assertThat(diagnosis.findings().getFirst().id()).isEqualTo("dead-units");
        var standing = new Standing(Optional.empty(),
                Optional.of(new Snapshot(training, history)));
        var search = new Search(plan, spirals, diagnosis, 1, 0, 40, _ -> {}, standing);
        Search.Found found = search.unproved().orElseThrow();
        assertThat(found.remedies()).containsExactly(new Revive());
        assertThat(found.start()).isEqualTo(standing.present());
    }

    @Test
    void concerns_dense_layers_in_front_of_dense_ones() {
        assertThat(suits("dense(8, relu); dense(1, sigmoid)")).isTrue();
        assertThat(suits("dense(8, relu); batch-norm(); dense(1, sigmoid)")).isFalse();
        assertThat(suits("dense(1, sigmoid)")).isFalse();
        assertThat(suits("dense(8); residual(dense(8, relu)); dense(1, sigmoid)")).isFalse();
    }

    private static boolean suits(String network) {
        return Revive.suits(Plan.of(network, "binary-cross-entropy", "adam(0.01)"));
    }
}

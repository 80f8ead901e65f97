package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.diagnose.Diagnosis;
import plumb.gauge.History;
import plumb.nn.BatchNorm;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class NormalizeTest {
    private static final Normalize BATCH = new Normalize(Layer.of("batch-norm(0.9)"));

    @Test
    void a_normalization_stands_between_sums_and_activation() {
        Plan plan = plan("conv2d(4, 3, relu); max-pool(2); flatten; dense(4, tanh); dense(1)");
        assertThat(BATCH.apply(plan).network())
                .isEqualTo(Blueprint.of("conv2d(4, 3); batch-norm(0.9);"
                        + " activation(relu); max-pool(2); flatten; dense(4); batch-norm(0.9); activation(tanh);"
                        + " dense(1)"));
        assertThat(BATCH.change(plan)).isEqualTo("batch-norm(0.9) in layers 1 to 4");
        assertThat(BATCH).hasToString("normalize(batch-norm(0.9))");
    }

    @Test
    void where_there_is_one_none_is_added() {
        Plan plan = plan("dense(4); layer-norm; activation(tanh); dense(4); prelu;"
                + " residual(dense(4, relu), gain=0); dense(1)");
        Plan changed = BATCH.apply(plan);
        assertThat(changed.network()).isEqualTo(Blueprint.of("dense(4); layer-norm;"
                + " activation(tanh); dense(4); batch-norm(0.9); prelu;"
                + " residual(dense(4), batch-norm(0.9), activation(relu), gain=0); dense(1)"));
        assertThat(BATCH.apply(changed)).isEqualTo(changed);
    }

    /// Weights of a fifth of the size cost a ReLU layer 0.7 decades of signal and gradient, each.
    @Test
    void a_deep_network_with_small_weights_learns_with_it() {
        Plan sick = plan("dense(16, relu, normal(0.07)) x 8; dense(1, sigmoid)").epochs(40);
        Dataset data = Generator.of("circles(1000, factor=0.5)").generate(1).split(0.2, 1);
        assertThat(BATCH.apply(sick).network().flat().stream()
                .filter(BatchNorm.class::isInstance)).hasSize(8);
        assertThat(metric(sick, data)).isLessThan(0.6);
        assertThat(metric(BATCH.apply(sick), data)).isGreaterThan(0.95);
        Plan fewRows = new Normalize(Layer.of("layer-norm")).apply(sick.batch(8));
        assertThat(metric(fewRows, data)).isGreaterThan(0.95);
    }

    @Test
    void it_is_tried_on_deep_networks_by_the_rows_of_a_batch() {
        Dataset data = Generator.of("circles(1000, factor=0.5)").generate(1).split(0.2, 1);
        Plan deep = plan("dense(16, relu, normal(0.07)) x 8; dense(1, sigmoid)").epochs(20);
        var history = new History();
        for (Step step : new Training(deep, data, Settings.seed(1).workers(1))) history.add(step);
        Diagnosis sick = Diagnosis.of(history, deep, data);
        assertThat(tried(deep, data, sick)).containsExactly(BATCH);
        assertThat(tried(deep.batch(8), data, sick))
                .containsExactly(new Normalize(Layer.of("layer-norm")));
        Plan shallow = plan("dense(16, relu, normal(0.07)) x 4; dense(1, sigmoid)");
        assertThat(tried(shallow, data, sick)).isEmpty();
    }

    private static List<Remedy> tried(Plan plan, Dataset data, Diagnosis diagnosis) {
        List<Remedy> all = new Candidates(plan, data, 1).of(diagnosis);
        assertThat(all).hasAtLeastOneElementOfType(Initialize.class);
        return all.stream().filter(Normalize.class::isInstance).toList();
    }

    private static double metric(Plan plan, Dataset data) {
        var trial = new Trial(plan, data, 1);
        trial.advance(1);
        return trial.metric();
    }

    private static Plan plan(String network) {
        return Plan.of(network, "binary-cross-entropy", "adam(0.001)");
    }
}

package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;

class DivergenceTest {
    private static final Dataset BLOBS = Generator.of("blobs(90, centers=3)").generate(1);

    /// Trains to the end and returns where the first value was not finite.
    private static Divergence diverge(Training training) {
        Step step = training.next();
        while (training.hasNext()) {
            assertThat(step.divergence()).isEmpty();
            step = training.next();
        }
        assertThat(training.hasNext()).isFalse();
        return step.divergence().orElseThrow();
    }

    @Test
    void a_row_of_zeros_shows_in_the_loss() {
        for (boolean tally : new boolean[] {true, false}) {
            var plan = Plan.of("dense(4, relu); dense(3, relu, zeros)", "categorical-cross-entropy",
                    "sgd");
            for (int workers = 1; workers <= 2; workers++) {
                Divergence found = diverge(
                        new Training(plan, BLOBS, Settings.seed(0).workers(workers)
                                .probe(tally ? Probe.AUTO : Probe.OFF)));
                assertThat(found).isEqualTo(new Divergence(1, Divergence.Pass.LOSS, ""))
                        .hasToString("in the loss at step 1");
            }
        }
    }

    @Test
    void a_huge_rate_shows_in_the_layer_where_numbers_first_end() {
        var plan = Plan.of("dense(8, linear); dense(1, linear)", "mse", "sgd(1e6)");
        var training = new Training(plan, Generator.of("linear(64, inputs=3)").generate(1),
                Settings.seed(0).workers(1));
        Divergence found = diverge(training);
        assertThat(found.step()).isBetween(2L, 12L);
        assertThat(found.layer()).isIn("1", "2");
        assertThat(found.toString()).contains("layer " + found.layer())
                .endsWith("at step " + found.step());
    }

    @Test
    void without_tallies_it_shows_in_the_loss() {
        var plan = Plan.of("dense(8, linear); dense(1, linear)", "mse", "sgd(1e6)");
        var training = new Training(plan, Generator.of("linear(64, inputs=3)").generate(1),
                Settings.seed(0).workers(1).probe(Probe.OFF));
        assertThat(diverge(training).pass()).isEqualTo(Divergence.Pass.LOSS);
    }

    @Test
    void an_infinite_pre_activation_shows_forward() {
        var plan = Plan.of("dense(4, relu, constant(3e38)); dense(3, softmax)",
                "categorical-cross-entropy", "sgd");
        assertThat(diverge(new Training(plan, BLOBS, Settings.seed(0).workers(1))))
                .isEqualTo(new Divergence(1, Divergence.Pass.FORWARD, "1"))
                .hasToString("in the output of layer 1 at step 1");
    }

    /// Outputs and loss are finite, but a gradient of 1e25 times inputs of 1e20 is not.
    @Test
    void an_infinite_gradient_shows_backward() {
        Dataset data = Dataset.of(new float[] {1e20f, 2e20f}, List.of("x"),
                new Target.Values(new float[] {-1e25f, -1e25f}));
        var plan = Plan.of("dense(1, linear, zeros, bias=none)", "mse", "sgd");
        assertThat(diverge(new Training(plan, data, Settings.seed(0).workers(1))))
                .isEqualTo(new Divergence(1, Divergence.Pass.BACKWARD, "1"))
                .hasToString("in the gradient of layer 1 at step 1");
    }

    @Test
    void an_infinite_weight_shows_in_the_update() {
        Dataset data = Dataset.of(new float[] {1e15f, 2e15f}, List.of("x"),
                new Target.Values(new float[] {-1e15f, -1e15f}));
        var plan = Plan.of("dense(2, linear, zeros, bias=none); dense(1, linear, ones)", "mse",
                "sgd(1e10)");
        assertThat(diverge(new Training(plan, data, Settings.seed(0).workers(1))))
                .isEqualTo(new Divergence(1, Divergence.Pass.UPDATE, "1"))
                .hasToString("in the weights of layer 1 at step 1");
    }
}

package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.optim.Optimizer;
import plumb.text.InputError;

class ClassWeightTest {
    private static final ClassWeight BALANCED = new ClassWeight.Balanced();

    private static Dataset data(float[] x, int... classes) {
        return Dataset.of(x, List.of("x"), new Target.Classes(classes, List.of("a", "b", "c")));
    }

    @Test
    void balanced_classes_weigh_the_same_in_all() {
        Dataset data = data(new float[8], 0, 0, 0, 0, 0, 1, 1, 2);
        assertThat(BALANCED.fit(data)).containsExactly((float) (8 / 15.0), (float) (8 / 6.0),
                (float) (8 / 3.0));
        assertThat(BALANCED.fit(data(new float[3], 0, 0, 2)))
                .as("a class without rows").containsExactly(0.75f, 1, 1.5f);
        assertThat(BALANCED.fit(data.withTestFrom(6))).as("test rows do not count")
                .containsExactly(0.6f, 3, 1);
    }

    @Test
    void classes_that_are_not_named_weigh_1() {
        Dataset data = data(new float[3], 0, 1, 2);
        assertThat(new ClassWeight.Each(Map.of("c", 2.5)).fit(data)).containsExactly(1, 1, 2.5f);
        assertThat(new ClassWeight.None().fit(data)).isEmpty();
    }

    @Test
    void what_does_not_fit_is_refused() {
        Dataset numbers = Dataset.of(new float[2], List.of("x"),
                new Target.Values(new float[] {1, 2}));
        assertThatThrownBy(() -> BALANCED.fit(numbers)).isInstanceOf(InputError.class).hasMessage(
                "class-weight is for classes, but the target is a number: remove balanced");
        Dataset labels = Dataset.of(new float[1], List.of("x"),
                new Target.Labels(new byte[] {0, 1}, 2));
        assertThatThrownBy(() -> BALANCED.fit(labels)).hasMessage("class-weight is for one class"
                + " for each row, but the target has labels: remove balanced");
        assertThatThrownBy(
                () -> new ClassWeight.Each(Map.of("bb", 1.0)).fit(data(new float[1], 0)))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("class-weight: unknown class \"bb\"; did you mean \"b\"?");
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ClassWeight.Each(Map.of("a", wrong)))
                    .isInstanceOf(InputError.class)
                    .hasMessageStartingWith("the weight of class \"a\" must be positive");
        }
        assertThatThrownBy(() -> ClassWeight.of("balance")).isInstanceOf(InputError.class)
                .hasMessageStartingWith("class-weight must be none, balanced or a weight");
    }

    /// Whole weights are the same as rows that occur so often, but for the size of the batch that the
    /// sum is divided by.
    @Test
    void a_weight_is_worth_as_many_rows() {
        float[] x = {-1, -0.5f, 0.2f, 0.9f, 1.5f, 0.1f};
        Dataset once = data(x, 0, 0, 1, 2, 2, 1);
        Dataset often = data(new float[] {-1, -0.5f, 0.2f, 0.2f, 0.2f, 0.9f, 0.9f, 1.5f, 1.5f, 0.1f,
                0.1f, 0.1f}, 0, 0, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1);
        Plan plan = Plan.of("dense(4, tanh); dense(3, softmax)", "categorical-cross-entropy",
                "sgd(0.1)").batch(100).epochs(20);
        Plan weighted = plan.classWeight(new ClassWeight.Each(Map.of("b", 3.0, "c", 2.0)))
                .optimizer(Optimizer.of("sgd(0.05)"));
        for (int workers = 1; workers <= 2; workers++) {
            try (var a = new Training(weighted, once, Settings.seed(1).workers(workers));
                    var b = new Training(plan, often, Settings.seed(1).workers(workers))) {
                while (a.hasNext()) {
                    double loss = a.next().loss();
                    assertThat(loss).isCloseTo(2 * b.next().loss(), within(1e-5));
                }
                for (int i = 0; i < a.network().parameters().length; i++) {
                    assertThat(a.network().parameters()[i])
                            .isCloseTo(b.network().parameters()[i], within(1e-5f));
                }
                Score score = a.score(once.train());
                assertThat(score.metric()).isCloseTo(b.score(often.train()).metric(),
                        within(1e-12));
                assertThat(score.loss()).isCloseTo(2 * b.score(often.train()).loss(),
                        within(1e-5));
                assertThat(Trained.of(a).score(once, once.train())).isEqualTo(score);
            }
        }
    }

    /// One row in twenty is of the second class, and the classes overlap: whoever says "first" is right
    /// about 95 %, more than a network that finds both.
    static Dataset rare() {
        var random = new SplittableRandom(7);
        var x = new float[4000];
        var classes = new int[2000];
        for (int row = 0; row < 2000; row++) {
            classes[row] = row % 20 == 0 ? 1 : 0;
            x[2 * row] = (float) (random.nextGaussian() + 1.5 * classes[row]);
            x[2 * row + 1] = (float) random.nextGaussian();
        }
        return Dataset.of(x, List.of("x", "y"),
                new Target.Classes(classes, List.of("usual", "rare"))).split(0.3, 1);
    }

    @Test
    void what_is_judged_is_what_was_asked_for() {
        Plan plan = Plan.of("dense(8, relu, he-normal); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.01)").classWeight(BALANCED);
        var history = new History();
        var settings = Settings.seed(1).workers(1)
                .metrics(List.of(Metric.of("accuracy"), Metric.of("auc")));
        try (var training = new Training(plan, rare(), settings)) {
            for (Step step : training) history.add(step);
            assertThat(training.encoding().metricName()).isEqualTo("weighted-accuracy");
        }
        Reference reference = Reference.full(plan, rare(), 1, history.steps());
        Score own = history.validation().orElseThrow();
        assertThat(reference.trivial().metric()).isCloseTo(0.5, within(1e-3));
        assertThat(reference.trivial().loss()).isCloseTo(Math.log(2), within(1e-2));
        assertThat(own.metric()).isBetween(0.7, 0.9);
        assertThat(own.metrics().get("accuracy")).isLessThan(0.95);
        assertThat(Diagnosis.of(history, plan, rare(), reference).verdict())
                .isEqualTo(Verdict.HEALTHY);
    }
}

package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.math.Rng;
import plumb.nn.Shape;

/// Trainings on images of 28 by 28 pixels, each a bar in one of four places, with noise.
class ImageTrainingTest {
    private static final int SIDE = 28;
    private static final Plan PLAN = Plan.of("conv2d(6, 5, relu, he-normal); max-pool(2);"
            + " conv2d(8, 3, relu, he-normal, stride=2, padding=valid); average-pool(2);"
            + " dense(16, relu); dense(4, softmax)", "categorical-cross-entropy", "sgd(0.05)")
            .batch(32);

    private static Dataset bars(int rows) {
        var rng = new Rng(7, Rng.Stream.DATA, 0);
        var pixels = new float[rows * SIDE * SIDE];
        var places = new int[rows];
        for (int row = 0; row < rows; row++) {
            places[row] = rng.nextInt(4);
            for (int i = 0; i < SIDE * SIDE; i++) {
                boolean bar = i / SIDE / 7 == places[row] && i % SIDE > 5 && i % SIDE < 22;
                pixels[row * SIDE * SIDE + i] = (float) (0.3 * rng.normal() + (bar ? 1 : 0));
            }
        }
        List<String> columns = IntStream.range(0, SIDE * SIDE).mapToObj(i -> "p" + i).toList();
        return Dataset.of(pixels, columns, new Target.Classes(places, List.of("a", "b", "c", "d")))
                .shaped(Shape.of(SIDE, SIDE)).split(0.2, 1);
    }

    @Test
    void two_workers_give_the_weights_of_one_but_for_rounding() {
        Dataset data = bars(100);
        Plan plan = PLAN.length(new Length.Steps(12));
        float[] one = weights(plan, data, 1);
        float[] two = weights(plan, data, 2);
        assertThat(weights(plan, data, 2)).isEqualTo(two);
        for (int i = 0; i < one.length; i++) assertThat(two[i]).isCloseTo(one[i], within(1e-5f));
    }

    private static float[] weights(Plan plan, Dataset data, int workers) {
        var training = new Training(plan, data, Settings.seed(1).workers(workers));
        for (Step step : training) assertThat(step.loss()).isFinite();
        return training.network().parameters();
    }

    @Test
    void bars_are_found() {
        double accuracy = 0;
        for (Step step : new Training(PLAN.epochs(8), bars(300), Settings.seed(1))) {
            if (step.validation().isPresent()) accuracy = step.validation().get().metric();
        }
        assertThat(accuracy).isGreaterThanOrEqualTo(0.95);
    }
}

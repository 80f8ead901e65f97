package plumb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumb.data.Generator;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Everything a training needs, once: under 1 s on an idle machine, with room for a busy one.
class TinyTest {
    @Test
    @Timeout(20)
    void a_network_of_relus_learns_circles() {
        var data = Generator.of("circles(1000, noise=0.1, factor=0.5)").generate(42).split(0.2, 42);
        var plan = Plan
                .of("dense(16, relu, he-normal) x 2; dense(1, sigmoid)", "binary-cross-entropy",
                        "adam(0.01)")
                .epochs(20);
        double accuracy = 0;
        for (Step step : new Training(plan, data, Settings.seed(42))) {
            if (step.validation().isPresent()) accuracy = step.validation().get().metric();
        }
        assertThat(accuracy).isGreaterThanOrEqualTo(0.97);
    }
}

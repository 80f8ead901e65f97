package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;

/// The reference's gradients against central differences of its own loss, in doubles: each agrees to
/// 1e-6 of itself. ([EngineTest] holds the engine against the reference.)
class ReferenceNetworkTest {
    private static final double H = 1e-5;
    private static final List<Loss> LOSSES = Members.of(Loss.class, 0);

    @Test
    void gradients_are_central_differences_for_every_hidden_activation_and_loss() {
        Cases.forSeeds(3, seed -> {
            for (Activation activation : Members.of(Activation.class, seed)) {
                for (Loss loss : LOSSES) check(hidden(activation), loss, seed);
            }
        });
    }

    @Test
    void gradients_are_central_differences_for_every_output_activation_and_loss() {
        Cases.forSeeds(3, seed -> {
            for (Activation activation : Members.of(Activation.class, seed)) {
                for (Loss loss : LOSSES) {
                    check(output(activation, 3), loss, seed);
                    check(output(activation, 1), loss, seed);
                }
            }
        });
    }

    /// A network whose hidden layers have an activation.
    static Blueprint hidden(Activation activation) {
        return Blueprint.of("dense(6, %s); dense(4, %s, bias=none); dense(3, sigmoid)"
                .formatted(activation, activation));
    }

    /// A network whose output has an activation.
    static Blueprint output(Activation activation, int units) {
        return Blueprint.of("dense(6, tanh); dense(%d, %s)".formatted(units, activation));
    }

    /// Compares where the loss is smooth: a kink between the two points of a difference shows in the
    /// differences to its left and right. Most parameters must be smooth.
    private static void check(Blueprint blueprint, Loss loss, long seed) {
        Sample sample = Sample.of(blueprint, loss, seed);
        double[] p = sample.parameters();
        ReferenceNetwork.Result here = sample.expected();
        int smooth = 0;
        for (int i = 0; i < p.length; i++) {
            double right = (lossAt(sample, p, i, H) - here.loss()) / H;
            double left = (here.loss() - lossAt(sample, p, i, -H)) / H;
            double central = (right + left) / 2;
            if (Math.abs(right - left) > 1e-3 * (1 + Math.abs(central))) continue;
            smooth++;
            double tolerance = 1e-6 * Math.abs(here.gradients()[i])
                    + 1e-9 * (1 + Math.abs(here.loss()));
            assertThat(central).as("%s, %s, parameter %d", blueprint, loss, i)
                    .isCloseTo(here.gradients()[i], within(tolerance));
        }
        assertThat(smooth).as("%s, %s", blueprint, loss).isGreaterThan(p.length * 3 / 4);
    }

    private static double lossAt(Sample sample, double[] p, int i, double change) {
        double before = p[i];
        p[i] = before + change;
        double loss = sample.reference().run(p, sample.x(), sample.t()).loss();
        p[i] = before;
        return loss;
    }
}

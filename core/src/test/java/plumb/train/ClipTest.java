package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.InputValues;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.ReferenceNetwork;
import plumb.optim.Clip;

/// Clipped and penalized steps against the same in doubles.
class ClipTest {
    private static final Dataset DATA = Generator.of("blobs(60, centers=3)").generate(1).split(0.2,
            1);
    private static final float[] INPUTS = InputValues.of(DATA.inputs());
    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    private static Plan plan(String network, Clip clip) {
        return Plan.of(network, "categorical-cross-entropy",
                "sgd(" + RATE + ", momentum=" + MOMENTUM + ")").batch(DATA.train().length)
                .length(new Length.Steps(12)).clip(clip);
    }

    @Test
    void steps_follow_the_formula() {
        for (String clip : List.of("none", "norm(0.05)", "norm(1000)", "value(0.01)",
                "value(1000)")) {
            for (double l2 : new double[] {0, 0.03}) check(Clip.of(clip), l2);
        }
    }

    private static void check(Clip clip, double l2) {
        Plan plan = plan("dense(7, tanh, l2=" + l2 + "); dense(50, relu, bias=none);"
                + " dense(3, softmax, l2=" + l2 / 3 + ")", clip);
        var training = new Training(plan, DATA, Settings.seed(1).workers(1));
        Network network = training.network();
        double[] p = doubles(network.parameters());
        var velocity = new double[p.length];
        var reference = new ReferenceNetwork(plan.network(), new Loss.CategoricalCrossEntropy());
        for (Step step : training) {
            double[] g = reference.run(p, inputs(), targets()).gradients();
            for (Network.Slot slot : network.slots()) {
                double factor = slot.name().equals("bias") || slot.layer() == 1
                        ? 0
                        : slot.layer() == 0 ? l2 : l2 / 3;
                for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                    g[i] += 2 * factor * p[i];
                }
            }
            double norm = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
            double counted = Math.sqrt(step.tallies().stream()
                    .mapToDouble(t -> t.gradients.squares).sum());
            assertThat(counted).as("before it is clipped").isCloseTo(norm, within(1e-4 * norm));
            for (int i = 0; i < p.length; i++) {
                double clipped = switch (clip) {
                    case Clip.None _ -> g[i];
                    case Clip.Norm n -> g[i] * n.limit() / Math.max(norm, n.limit());
                    case Clip.Value v -> Math.clamp(g[i], -v.limit(), v.limit());
                };
                velocity[i] = MOMENTUM * velocity[i] - RATE * clipped;
                p[i] += velocity[i];
            }
        }
        for (int i = 0; i < p.length; i++) {
            assertThat((double) network.parameters()[i]).as("%s, l2 %s", clip, l2)
                    .isCloseTo(p[i], within(2e-5));
        }
    }

    private static double[][] inputs() {
        return Arrays.stream(DATA.train())
                .mapToObj(row -> new double[] {INPUTS[2 * row], INPUTS[2 * row + 1]})
                .toArray(double[][]::new);
    }

    private static double[][] targets() {
        int[] classes = ((Target.Classes) DATA.target()).of();
        return Arrays.stream(DATA.train()).mapToObj(row -> {
            var target = new double[3];
            target[classes[row]] = 1;
            return target;
        }).toArray(double[][]::new);
    }

    private static double[] doubles(float[] values) {
        var copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }

    @Test
    void neither_workers_nor_measuring_change_a_bit() {
        for (String clip : List.of("none", "norm(0.05)", "value(0.01)")) {
            Plan plan = plan("dense(70, tanh, l2=0.01) x 2; dense(3, softmax)", Clip.of(clip))
                    .batch(16);
            float[] one = weights(plan, Settings.seed(3).workers(1));
            for (int workers = 2; workers <= 4; workers++) {
                assertThat(weights(plan, Settings.seed(3).workers(workers))).as(clip)
                        .isEqualTo(one);
            }
            assertThat(weights(plan, Settings.seed(3).workers(2).probe(Probe.OFF))).as(clip)
                    .isEqualTo(one);
        }
    }

    private static float[] weights(Plan plan, Settings settings) {
        var training = new Training(plan, DATA, settings);
        for (Step step : training) assertThat(step.loss()).isFinite();
        return training.network().parameters();
    }

    /// The penalty of a layer is on the first of its parameters: a step of rate 1 takes 2λ of it more.
    @Test
    void a_penalty_shrinks_the_weights_of_every_kind_of_layer_and_no_bias() {
        Dataset data = Generator.of("adding(12, 4)").generate(1).split(0.2, 1);
        for (String layer : List.of("dense(5, tanh, glorot-uniform, ones%s)",
                "simple-rnn(5%s)", "lstm(5%s)", "gru(5%s)",
                "reshape(4, 2, 1); conv2d(5, 3, tanh, glorot-uniform, bias=ones%s)")) {
            Network plain = afterOneStep(layer.formatted(""), data);
            Network shrunk = afterOneStep(layer.formatted(", l2=0.05"), data);
            Network start = new Network(plain.blueprint(), data.shape()).initialize(1);
            int concerned = layer.startsWith("reshape") ? 1 : 0;
            for (Network.Slot slot : plain.slots()) {
                boolean weights = slot.layer() == concerned && slot.index() == 0;
                for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                    double more = weights ? 0.1 * start.parameters()[i] : 0;
                    assertThat((double) plain.parameters()[i] - shrunk.parameters()[i])
                            .as("%s, %s", layer, slot.name()).isCloseTo(more, within(1e-6));
                }
            }
        }
    }

    private static Network afterOneStep(String layer, Dataset data) {
        Plan plan = Plan.of(layer + "; flatten; dense(1)", "mse", "sgd(1)").batch(64)
                .length(new Length.Steps(1));
        var training = new Training(plan, data, Settings.seed(1).workers(1));
        training.next();
        return training.network();
    }

    @Test
    void a_gradient_that_is_not_finite_ends_the_training() {
        Plan plan = plan("dense(4, exponential, constant(50)) x 3; dense(3, softmax)",
                new Clip.Norm(1));
        var training = new Training(plan, DATA, Settings.seed(1).workers(1));
        assertThat(training.next().divergence()).isPresent();
    }
}

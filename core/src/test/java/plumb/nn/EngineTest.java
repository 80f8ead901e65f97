package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.Members;
import plumb.math.Sums;

/// The engine in floats against the reference in doubles: every activation and loss.
///
/// Two comparisons make one gradient check. [ReferenceNetworkTest] holds the formulas of the reference
/// against central differences, in doubles, where each gradient is right to 1e-6 of itself. Here floats
/// are held against these formulas. A float carries 6e-8 of relative error, a small network a few of
/// them in a row: results, and gradients of each block of parameters, must agree to 1e-6 of their norm,
/// plus ten times what the reference itself moves when every parameter moves by one part in ten
/// million, which is much where a loss is steep or the terms of a sum cancel. The largest error is
/// 4e-6 of the norm.
class EngineTest {
    private static final double TOLERANCE = 1e-6;
    private static final double FLOAT_ERROR = 1e-7;

    private static final List<Loss> LOSSES = Members.of(Loss.class, 0);

    @Test
    void every_hidden_activation_and_loss_agrees_with_the_reference() {
        Cases.forSeeds(4, seed -> {
            for (Activation activation : Members.of(Activation.class, seed)) {
                for (Loss loss : LOSSES) check(ReferenceNetworkTest.hidden(activation), loss, seed);
            }
        });
    }

    @Test
    void every_output_activation_and_loss_agrees_with_the_reference() {
        Cases.forSeeds(4, seed -> {
            for (Activation activation : Members.of(Activation.class, seed)) {
                for (Loss loss : LOSSES) {
                    check(ReferenceNetworkTest.output(activation, 3), loss, seed);
                    check(ReferenceNetworkTest.output(activation, 1), loss, seed);
                }
            }
        });
    }

    private static void check(Blueprint blueprint, Loss loss, long seed) {
        Sample sample = Sample.of(blueprint, loss, seed);
        ReferenceNetwork.Result expected = sample.expected();
        double[] moved = sample.parameters();
        for (int i = 0; i < moved.length; i++)
            moved[i] *= 1 + (i % 2 == 0 ? FLOAT_ERROR : -FLOAT_ERROR);
        ReferenceNetwork.Result nearby = sample.reference().run(moved, sample.x(), sample.t());
        Batch pass = sample.run();
        String name = blueprint + ", " + loss;
        int last = blueprint.layers().size() - 1;
        agree(name + ", outputs", pass.outputs(), flat(expected.y()[last]), flat(nearby.y()[last]));
        for (Network.Slot slot : sample.network().slots()) {
            int end = slot.offset() + slot.size();
            agree(name + ", gradient of " + slot,
                    Arrays.copyOfRange(pass.gradients(), slot.offset(), end),
                    Arrays.copyOfRange(expected.gradients(), slot.offset(), end),
                    Arrays.copyOfRange(nearby.gradients(), slot.offset(), end));
        }
        agree(name + ", loss", new float[] {(float) (pass.loss(sample.rows()) / sample.rows())},
                new double[] {expected.loss()}, new double[] {nearby.loss()});
        for (int l = 0; l <= last; l++) {
            Tally tally = pass.tallies().get(l);
            agree(name + ", z of layer " + l, tally.preactivation, expected.z()[l], nearby.z()[l]);
            agree(name + ", y of layer " + l, tally.output, expected.y()[l], nearby.y()[l]);
            agree(name + ", dz of layer " + l, tally.delta, expected.dz()[l], nearby.dz()[l]);
            if (l < last || !fused(loss, blueprint))
                agree(name + ", dy of layer " + l, tally.outputGradient, expected.dy()[l],
                        nearby.dy()[l]);
        }
    }

    private static boolean fused(Loss loss, Blueprint blueprint) {
        return loss instanceof Loss.OnLogits onLogits
                && onLogits.belongsTo(blueprint.output().activation());
    }

    private static void agree(String name, float[] actual, double[] expected, double[] nearby) {
        double square = 0;
        double spread = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            square += expected[i] * expected[i];
            spread += (expected[i] - nearby[i]) * (expected[i] - nearby[i]);
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }
        assertThat(Math.sqrt(error)).as(name)
                .isLessThanOrEqualTo(
                        TOLERANCE * Math.sqrt(square) + 10 * Math.sqrt(spread) + 1e-12);
    }

    private static void agree(String name, Sums actual, double[][] expected, double[][] nearby) {
        agree(name, new float[] {(float) Math.sqrt(actual.squares)}, new double[] {norm(expected)},
                new double[] {norm(expected) + norm(difference(expected, nearby))});
    }

    private static double norm(double[][] rows) {
        return Math.sqrt(Arrays.stream(flat(rows)).map(v -> v * v).sum());
    }

    private static double[][] difference(double[][] a, double[][] b) {
        var d = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) d[i][j] = a[i][j] - b[i][j];
        }
        return d;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void clipped_outputs_have_no_gradient() {
        var blueprint = Blueprint.of("dense(3, linear)");
        var network = new Network(blueprint, 1);
        var pass = new Batch(network, new Loss.BinaryCrossEntropy(), 1, true);
        float[] p = network.parameters();
        p[0] = -2;
        p[1] = 0.5f;
        p[2] = 3;
        pass.inputs()[0] = 1;
        pass.targets()[1] = 1;
        pass.forward(1);
        pass.backward(1, 1);
        assertThat(pass.gradients()[0]).isZero();
        assertThat(pass.gradients()[1]).isCloseTo(-2f / 3, within(1e-6f));
        assertThat(pass.gradients()[2]).isZero();
        assertThat(pass.loss(1)).isCloseTo(
                (-Math.log(1 - 1e-7) - Math.log(0.5) - Math.log(1e-7)) / 3, within(1e-6));
    }

    @Test
    void fused_losses_keep_their_gradient_where_probabilities_round_to_0_and_1() {
        for (Loss.OnLogits loss : List.of(new Loss.BinaryCrossEntropy(),
                new Loss.CategoricalCrossEntropy())) {
            String output = loss.belongsTo(new Squashing.Sigmoid()) ? "sigmoid" : "softmax";
            var network = new Network(Blueprint.of("dense(2, " + output + ")"), 1);
            var pass = new Batch(network, loss, 1, true);
            network.parameters()[0] = 200;
            network.parameters()[1] = -200;
            pass.inputs()[0] = 1;
            pass.targets()[1] = 1;
            pass.forward(1);
            pass.backward(1, 1);
            assertThat(pass.loss(1)).as(output).isBetween(199.0, 401.0);
            assertThat(pass.gradients()[1]).as(output).isLessThan(-0.4f);
        }
    }

    @Test
    void a_row_of_zeros_under_the_categorical_loss_is_not_finite() {
        var network = new Network(Blueprint.of("dense(3, relu)"), 2);
        var pass = new Batch(network, new Loss.CategoricalCrossEntropy(), 1, true);
        pass.targets()[2] = 1;
        pass.forward(1);
        pass.backward(1, 1);
        assertThat(pass.loss(1)).isNaN();
        assertThat(pass.tallies().getFirst().outputGradient.nonFinite).isEqualTo(3);
    }

    @Test
    void a_softmax_over_one_unit_learns_nothing() {
        for (Loss loss : LOSSES) {
            Sample sample = Sample.of(Blueprint.of("dense(1, softmax)"), loss, 1);
            assertThat(sample.run().gradients()).as(loss.toString()).containsOnly(0);
            assertThat(sample.run().outputs()).containsOnly(1);
        }
    }

    @Test
    void rows_behind_the_last_count_for_nothing() {
        Sample sample = Sample.of(Blueprint.of("dense(6, tanh); dense(3, softmax)"),
                new Loss.CategoricalCrossEntropy(), 3);
        var pass = new Batch(sample.network(), sample.loss(), sample.rows() + 7, true);
        Arrays.fill(pass.inputs(), Float.NaN);
        sample.fill(pass);
        pass.forward(sample.rows());
        pass.backward(sample.rows(), 1f / sample.rows());
        assertThat(pass.gradients()).isEqualTo(sample.run().gradients());
        pass.backward(0, 1);
        assertThat(pass.gradients()).containsOnly(0);
    }
}

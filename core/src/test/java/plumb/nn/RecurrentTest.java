package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.math.Tensor;
import plumb.text.InputError;

/// What recurrent layers begin with, refuse, and count of each step. (That they compute the right
/// things, [LayerTest] shows.)
class RecurrentTest {
    private static final int ROWS = 5;
    private static final int STEPS = 12;

    @Test
    void the_gradient_falls_towards_the_first_step_where_recurrent_weights_are_small() {
        double[] squares = stepGradients("simple-rnn(6, recurrent=normal(0.1)); last");
        assertThat(squares).hasSize(STEPS);
        for (int t = 1; t < STEPS; t++) assertThat(squares[t - 1]).isLessThan(0.5 * squares[t]);
        assertThat(squares[0]).isPositive().isLessThan(1e-9 * squares[STEPS - 1]);
    }

    /// Linear steps with orthogonal weights turn the gradient and keep its length.
    @Test
    void the_gradient_stays_where_steps_are_rotations() {
        double[] squares = stepGradients("simple-rnn(6, linear); last");
        for (double square : squares) {
            assertThat(square).isCloseTo(squares[STEPS - 1], within(1e-5 * square));
        }
    }

    /// With all weights 0 the gates are 1/2, that of an LSTM's cell σ(1); a state has the value 0.
    @Test
    void gates_that_see_nothing_pass_a_fixed_share_of_the_gradient() {
        double[] gru = stepGradients("gru(6, zeros, zeros); last");
        double[] lstm = stepGradients("lstm(6, zeros, zeros); last");
        for (int t = 1; t < STEPS; t++) {
            assertThat(gru[t - 1]).isCloseTo(0.25 * gru[t], within(1e-6 * gru[t]));
            assertThat(lstm[t - 1]).isZero();
        }
    }

    /// h' = tanh(1.5 h) from h₀ = 0.5, ten steps: value and derivative, in doubles by the chain rule; the
    /// layer in floats, with h₀ as what its first step makes of an input.
    @Test
    void a_single_unit_passes_the_gradient_by_the_chain_rule() {
        var tanh = new Squashing.Tanh();
        double h = 0.5;
        double derivative = 1;
        for (int t = 0; t < 10; t++) {
            derivative *= 1.5 * ReferenceNetwork.slope(tanh, 1.5 * h);
            h = ReferenceNetwork.value(tanh, 1.5 * h);
        }
        assertThat(h).isCloseTo(0.858469578057, within(1e-11));
        assertThat(derivative / 6.000570485859e-4).isCloseTo(1, within(1e-9));
        var x = new double[11];
        x[0] = Math.log(3) / 2;
        double[] states = ReferenceSequences.simple((SimpleRnn) Layer.of("simple-rnn(1)"), x,
                new double[] {1, 1.5, 0});
        assertThat(states[10]).isCloseTo(h, within(1e-15));

        var network = new Network(Blueprint.of("simple-rnn(1); last"), Shape.of(11, 1));
        System.arraycopy(new float[] {1, 1.5f, 0}, 0, network.parameters(), 0, 3);
        var batch = new Batch(network, new Loss.Mse(), 1, true);
        batch.inputs()[0] = (float) x[0];
        batch.forward(1);
        batch.backward(1, 1);
        double[] squares = batch.tallies().getFirst().stepGradients;
        assertThat((double) batch.outputs()[0]).isCloseTo(h, within(1e-6));
        assertThat(Math.sqrt(squares[0] / squares[10]) / derivative).isCloseTo(1, within(1e-5));
    }

    /// Cell and gates see no state: what c₁ = σ(0)·tanh(x·w) was is handed on as σ(1)ᵗ, the bias of the
    /// forget gate being 1 (Gers, Schmidhuber & Cummins, 2000).
    @Test
    void a_cell_without_inputs_passes_a_hundred_forget_gates() {
        int steps = 101;
        var network = new Network(Blueprint.of("lstm(1, zeros, zeros); last"),
                Shape.of(steps, 1)).initialize(1);
        network.parameters()[2] = 1;
        var batch = new Batch(network, new Loss.Mse(), 1, false);
        batch.inputs()[0] = 2;
        batch.targets()[0] = -1;
        batch.forward(1);
        batch.backward(1, 1);
        double cell = 0.5 * Math.tanh(2) * 2.4843785557e-14;
        assertThat(batch.outputs()[0] / (0.5 * cell)).isCloseTo(1, within(1e-4));
        // ∂loss/∂h = 2(h + 1), ∂h/∂c = 1/2, ∂c₁/∂w = σ(0) tanh′(2) · 2.
        double expected = 2 * 0.5 * 2.4843785557e-14 * 0.5 * (1 - Math.pow(Math.tanh(2), 2)) * 2;
        assertThat(batch.gradients()[2] / expected).isCloseTo(1, within(1e-4));
    }

    @Test
    void only_recurrent_layers_count_steps() {
        var batch = run(new Network(Blueprint.of("gru(4); dense(3); last"),
                Shape.of(STEPS, 2)).initialize(1));
        assertThat(batch.tallies()).extracting(t -> t.stepGradients.length)
                .containsExactly(STEPS, 0, 0);
        Tally tally = batch.tallies().getFirst();
        double before = tally.stepGradients[3];
        tally.merge(List.of(run(new Network(Blueprint.of("gru(4); dense(3); last"),
                Shape.of(STEPS, 2)).initialize(1)).tallies().getFirst()));
        assertThat(tally.stepGradients[3]).isEqualTo(2 * before);
        tally.startStep(false, false, false, false);
        assertThat(tally.stepGradients).containsOnly(0);
    }

    private static double[] stepGradients(String layers) {
        var network = new Network(Blueprint.of(layers), Shape.of(STEPS, 2)).initialize(3);
        return run(network).tallies().getFirst().stepGradients;
    }

    private static Batch run(Network network) {
        var random = new SplittableRandom(7);
        var batch = new Batch(network, new Loss.Mse(), ROWS, true);
        float[] x = batch.inputs();
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        Arrays.fill(batch.targets(), 2);
        batch.forward(ROWS);
        batch.backward(ROWS, 1f / ROWS);
        return batch;
    }

    /// An evaluation keeps nothing for a way back.
    @Test
    void evaluations_give_the_same_bits_as_training() {
        for (String layers : List.of("simple-rnn(3, gelu); simple-rnn(5)", "lstm(3); lstm(5); last",
                "gru(5); gru(3); dense(2)", "embedding(1, 4); lstm(3)")) {
            boolean words = layers.startsWith("embedding");
            var network = new Network(Blueprint.of(layers),
                    words ? Shape.of(STEPS) : Shape.of(STEPS, 2)).initialize(1);
            var training = new Batch(network, new Loss.Mse(), ROWS, false);
            var evaluation = Pass.forEvaluation(network, new Loss.Mse(), ROWS, false);
            var random = new SplittableRandom(2);
            for (int i = 0; i < training.inputs().length; i++) {
                float x = words ? 0 : (float) random.nextGaussian();
                training.inputs()[i] = x;
                evaluation.inputs()[i] = x;
            }
            training.forward(ROWS);
            evaluation.forward(ROWS);
            assertThat(evaluation.outputs()).isEqualTo(training.outputs());
        }
    }

    @Test
    void weights_begin_as_those_of_keras() {
        var network = new Network(Blueprint.of("lstm(4)"), Shape.of(STEPS, 3)).initialize(1);
        List<Tensor> lstm = network.parametersOf(0, network.parameters());
        double limit = Math.sqrt(6.0 / (3 + 16));
        for (int j = 0; j < 16; j++) {
            for (int i = 0; i < 3; i++) {
                assertThat((double) lstm.get(0).get(i, j)).isBetween(-limit, limit);
            }
            assertThat(lstm.get(2).get(0, j)).isEqualTo(j >= 4 && j < 8 ? 1 : 0);
        }
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                double product = 0;
                for (int j = 0; j < 16; j++) {
                    product += lstm.get(1).get(i, j) * lstm.get(1).get(k, j);
                }
                assertThat(product).isCloseTo(i == k ? 1 : 0, within(1e-6));
            }
        }
        assertThat(network.slots()).extracting(s -> s.name() + " " + s.rows() + "x" + s.columns())
                .containsExactly("weights 3x16", "recurrent 4x16", "bias 1x16");
        assertThat(new Network(Blueprint.of("gru(4)"), Shape.of(STEPS, 3)).slots())
                .extracting(s -> s.name() + " " + s.rows() + "x" + s.columns())
                .containsExactly("weights 3x12", "recurrent 4x12", "bias 2x12");
    }

    @Test
    void what_is_no_sequence_is_refused() {
        for (String layer : List.of("simple-rnn(3, tanh)", "lstm(3)", "gru(3)", "last")) {
            assertThatThrownBy(() -> Layer.of(layer).outputs(Shape.of(7)))
                    .isInstanceOf(InputError.class)
                    .hasMessage(layer + " takes sequences, steps x features, but a row has 7");
        }
        assertThatThrownBy(() -> Layer.of("embedding(9, 2)").outputs(Shape.of(3, 4)))
                .isInstanceOf(InputError.class).hasMessageContaining("a row has 3x4");
        assertThatThrownBy(() -> Layer.of("lstm(1000000)").outputs(Shape.of(1000, 1)))
                .isInstanceOf(InputError.class)
                .hasMessage("lstm(1000000) is too large for 1000 steps");
        assertThatThrownBy(() -> Layer.of("simple-rnn(3, softmax)"))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("unknown elementwise activation \"softmax\"");
    }

    @Test
    void words_behind_another_layer_are_refused() {
        for (String layers : List.of("flatten; embedding(100, 4)", "embedding(7, 3) x 2",
                "residual(embedding(9, 1), flatten)", "dense(5); embedding(7, 3); last")) {
            assertThatThrownBy(() -> Blueprint.of(layers)).as(layers)
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("must be the first of the network");
        }
        assertThatThrownBy(() -> Blueprint.of("dense(5); residual(embedding(7, 1), flatten)"))
                .hasMessage("layer 2.1, embedding(7, size=1), must be the first of the network: it"
                        + " takes whole numbers, which only the columns of a row are");
    }

    @Test
    void words_outside_the_vocabulary_are_refused() {
        var pass = Pass.forEvaluation(new Network(Blueprint.of("embedding(10, 4)"), 2),
                new Loss.Mse(), 1, false);
        for (float wrong : new float[] {-1, 10, 2.5f, Float.NaN, 3e9f}) {
            pass.inputs()[1] = wrong;
            assertThatThrownBy(() -> pass.forward(1)).isInstanceOf(InputError.class)
                    .hasMessageStartingWith(
                            "embedding(10, size=4) takes whole numbers from 0 to 9, got ");
        }
    }
}

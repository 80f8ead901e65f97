package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Init;
import plumb.nn.Rectifier;
import plumb.train.Plan;

/// What remedies make of recurrent layers.
class RecurrentRemediesTest {
    private static final Plan PLAN = Plan.of("simple-rnn(4, sigmoid, normal, normal);"
            + " residual(simple-rnn(4, recurrent=identity)); lstm(3, normal(0.05), zeros); gru(2); last;"
            + " dense(1)", "mse", "sgd");

    @Test
    void gates_take_the_place_of_layers_without() {
        var gru = new SwapRecurrent(SwapRecurrent.Cell.GRU);
        assertThat(gru.apply(PLAN).network()).hasToString("gru(4, normal(0.05), normal(0.05));"
                + " residual(gru(4, recurrent=identity(1))); lstm(3, normal(0.05), zeros); gru(2); last;"
                + " dense(1, linear, glorot-uniform)");
        assertThat(gru.change(PLAN)).isEqualTo("recurrent layers: simple-rnn → gru");
        assertThat(gru).hasToString("swap-recurrent(gru)");
        Plan gated = new SwapRecurrent(SwapRecurrent.Cell.LSTM).apply(PLAN);
        assertThat(gru.apply(gated)).isEqualTo(gated);
    }

    @Test
    void the_activation_of_layers_without_gates_is_swapped() {
        var relu = new SwapActivation(new Rectifier.Relu());
        assertThat(relu.apply(PLAN).network().layers().getFirst())
                .hasToString("simple-rnn(4, relu, normal(0.05), normal(0.05))");
        assertThat(relu.change(PLAN))
                .isEqualTo("activation of layers 1 to 5: sigmoid, tanh → relu");
        assertThat(new SwapActivation(new Activation.Softmax()).apply(PLAN).network().layers()
                .getFirst()).hasToString("simple-rnn(4, sigmoid, normal(0.05), normal(0.05))");
    }

    @Test
    void a_trained_slope_is_swapped_and_the_linear_layer_in_front_of_it_is_not() {
        var plan = Plan.of("dense(4); prelu; dense(4); prelu(0.1); dense(1)", "mse", "sgd");
        var relu = new SwapActivation(new Rectifier.Relu());
        assertThat(relu.change(plan))
                .isEqualTo("activation of layers 1 to 4: prelu(0.25), prelu(0.1) → relu");
        assertThat(relu.apply(plan).network()).isEqualTo(
                Blueprint.of("dense(4); activation(relu); dense(4); activation(relu); dense(1)"));
    }

    @Test
    void a_linear_layer_in_front_of_a_normalization_stays_linear() {
        var plan = Plan.of("dense(4); batch-norm; activation(sigmoid); dense(1)", "mse", "sgd");
        assertThat(new SwapActivation(new Rectifier.Relu()).apply(plan).network()).isEqualTo(
                Blueprint.of("dense(4); batch-norm; activation(relu); dense(1)"));
    }

    @Test
    void a_network_without_nonlinearity_gets_one_in_every_hidden_layer() {
        var plan = Plan.of("dense(4); dense(3); dense(1)", "mse", "sgd");
        var relu = new SwapActivation(new Rectifier.Relu());
        assertThat(relu.apply(plan).network())
                .isEqualTo(Blueprint.of("dense(4, relu); dense(3, relu); dense(1)"));
        assertThat(relu.change(plan)).isEqualTo("activation of layers 1 to 2: linear → relu");
    }

    @Test
    void weights_from_step_to_step_begin_by_a_rule_that_keeps_the_state() {
        var glorot = new Initialize(new Init.GlorotNormal());
        assertThat(glorot.apply(PLAN).network())
                .hasToString("simple-rnn(4, sigmoid, glorot-normal);"
                        + " residual(simple-rnn(4, tanh, glorot-normal, identity(1))); lstm(3, glorot-normal);"
                        + " gru(2, glorot-normal); last; dense(1, linear, glorot-normal)");
        assertThat(glorot.change(PLAN)).isEqualTo("initial weights: normal(0.05), glorot-uniform →"
                + " glorot-normal, weights from step to step: normal(0.05), zeros → orthogonal");
    }
}

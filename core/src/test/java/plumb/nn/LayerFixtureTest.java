package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.Fixture;
import plumb.math.Tensor;

/// Small networks beside those of Keras with equal parameters: outputs in training, loss, the gradients
/// of all parameters, running statistics behind the step, and outputs outside of training.
class LayerFixtureTest {
    /// Of the largest value: both sides round in floats, Keras through the sums and functions of
    /// PyTorch.
    private static final double TOLERANCE = 4e-6;

    private static final List<Fixture> FIXTURES = Fixture.of("layers");

    @Test
    void layers_whose_formula_others_choose_have_a_fixture() {
        var covered = new HashSet<Class<?>>();
        FIXTURES.forEach(
                f -> Blueprint.of(f.text()).flat().forEach(l -> covered.add(l.getClass())));
        assertThat(covered).contains(Dense.class, BatchNorm.class, LayerNorm.class, Conv2d.class,
                SimpleRnn.class, Lstm.class, Gru.class, Embedding.class);
    }

    @Test
    void networks_compute_what_those_of_keras_do() {
        FIXTURES.forEach(LayerFixtureTest::check);
    }

    private static void check(Fixture fixture) {
        float[] sides = fixture.one("shape");
        var network = new Network(Blueprint.of(fixture.text()),
                Shape.of(IntStream.range(0, sides.length).map(i -> (int) sides[i]).toArray()))
                .initialize(1);
        float[] parameters = fixture.one("parameters");
        assertThat(network.parameters()).as(fixture.text()).hasSameSizeAs(parameters);
        System.arraycopy(parameters, 0, network.parameters(), 0, parameters.length);
        float[] x = fixture.one("inputs");
        float[] t = fixture.one("targets");
        int rows = x.length / network.inputs();
        Loss loss = loss(network);
        var batch = new Batch(network, loss, rows, true);
        System.arraycopy(x, 0, batch.inputs(), 0, x.length);
        System.arraycopy(t, 0, batch.targets(), 0, t.length);
        batch.forward(rows);
        agree(fixture, "outputs", batch.outputs());
        agree(fixture, "loss", (float) (batch.loss(rows) / rows));
        batch.backward(rows, 1f / rows);
        agree(fixture, "gradients", batch.gradients());
        agree(fixture, "statistics", statistics(network));
        var evaluation = Pass.forEvaluation(network, loss, rows, false);
        System.arraycopy(x, 0, evaluation.inputs(), 0, x.length);
        evaluation.forward(rows);
        agree(fixture, "evaluation", evaluation.outputs());
    }

    /// The loss that the fixture was written with.
    private static Loss loss(Network network) {
        Activation output = network.blueprint().output().activation();
        for (Loss.OnLogits loss : List.of(new Loss.CategoricalCrossEntropy(),
                new Loss.BinaryCrossEntropy())) {
            if (loss.belongsTo(output)) return loss;
        }
        return new Loss.Mse();
    }

    private static float[] statistics(Network network) {
        List<Tensor> all = IntStream.range(0, network.depth())
                .mapToObj(network::statisticsOf).flatMap(List::stream).toList();
        var values = new float[all.stream().mapToInt(Tensor::size).sum()];
        int at = 0;
        for (Tensor tensor : all) {
            for (int i = 0; i < tensor.size(); i++) values[at++] = tensor.get(0, i);
        }
        return values;
    }

    private static void agree(Fixture fixture, String name, float... actual) {
        float[] expected = fixture.one(name);
        double largest = IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i])).max().orElse(0);
        assertThat(actual).as("%s, %s", fixture, name).containsExactly(expected,
                within((float) (TOLERANCE * largest)));
    }
}

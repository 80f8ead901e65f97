package plumb.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.text.Grammar;

/// Every layer in floats against [ReferenceLayers] in doubles: outputs in training and in evaluation,
/// and gradients; layers before it show that it hands the gradient on rightly.
///
/// The engine's gradient is held against central differences of the reference, which in doubles are
/// off by far less than floats round. So the tolerances are those of floats: 6e-8 each, some in a row.
/// The largest error of a block is 6e-6 of it, where its terms cancel, and 7e-7 of the whole gradient.
class LayerTest {
    private static final int ROWS = 6;
    /// Of the norm of the outputs, or of the gradient of one block of parameters: an error in a small
    /// block does not hide behind a large one.
    private static final double TOLERANCE = 1e-6;
    /// Of the norm of the whole gradient: a block whose terms cancel, such as those of a bias over all
    /// pixels, is rounded like its terms.
    private static final double ROUNDING = 5e-7;

    /// A network, and the shape of its inputs.
    private record Case(String network, int... inputs) {}

    private static final List<Case> CASES = List.of(
            new Case("dense(7, tanh); activation(gelu); dense(3)", 5),
            new Case("dense(7); activation(relu); dense(3)", 5),
            new Case("dense(7, tanh); activation(softmax); dense(3)", 5),
            new Case("dense(7); prelu; dense(3)", 5),
            new Case("conv2d(3, 2); prelu(-0.5); conv2d(2, 2); prelu; dense(3)", 5, 4),
            new Case("prelu(0); dense(3, tanh)", 2, 2),
            new Case("dense(7, tanh); batch-norm; dense(3)", 5),
            new Case("dense(12, tanh); reshape(2, 3, 2); batch-norm(eps=0.01); dense(3)", 5),
            new Case("dense(7, tanh); layer-norm; dense(3)", 5),
            new Case("dense(12, tanh); reshape(4, 3); layer-norm(0.1); flatten; dense(3)", 5),
            new Case("batch-norm; layer-norm; dense(3)", 4),
            new Case("dense(7, tanh); dropout(0.4); dense(3)", 5),
            new Case("dense(7, tanh); dropout(0); dense(3)", 5),
            new Case("dense(4, tanh); residual(dense(6, gelu), dense(4)); dense(3)", 5),
            new Case("residual(dense(6, tanh), dense(5), gain=0.5); dense(3)", 5),
            new Case("dense(4); residual(dense(4, tanh), gain=0); dense(3)", 5),
            new Case("dense(4); residual(residual(batch-norm, activation(tanh), dense(4)),"
                    + " dense(4, tanh), residual(dense(4), gain=-1)); dense(3)", 5),
            new Case("dense(4); residual(flatten, dense(4, tanh)); dense(3)", 5),
            new Case("conv2d(3, 3, tanh); dense(3)", 5, 4, 2),
            new Case("conv2d(3, 2, relu, padding=valid); dense(3)", 5, 4),
            new Case("conv2d(2, 3, gelu, stride=2); conv2d(9, 2, tanh); dense(3)", 5, 6, 1),
            new Case("conv2d(2, 2, stride=2, padding=valid, bias=none); conv2d(2, 5); dense(3)",
                    6, 5, 3),
            new Case("conv2d(2, 2, stride=2); conv2d(1, 1, softmax, stride=3); dense(3)", 7, 3, 2),
            new Case("conv2d(2, 4, stride=3, bias=none); conv2d(3, 4, tanh)", 7, 8),
            new Case("dense(12, tanh); reshape(2, 3, 2); batch-norm; conv2d(2, 2); dense(3)", 5),
            new Case("conv2d(2, 2); residual(conv2d(3, 3, tanh), conv2d(2, 1), gain=0.5);"
                    + " dense(3)", 4, 3, 2),
            new Case("conv2d(3, 3, bias=none); batch-norm; activation(tanh); max-pool(2); dense(3)",
                    5, 4),
            new Case("conv2d(2, 3, tanh); conv2d(3, 5, tanh); global-average-pool", 16, 17),
            new Case("max-pool(2); dense(3)", 4, 5, 2),
            new Case("conv2d(2, 2); max-pool(3); dense(3)", 7, 3, 1),
            new Case("average-pool(3); conv2d(2, 2); average-pool(2); dense(3)", 8, 6, 2),
            new Case("conv2d(3, 2, tanh); global-average-pool; dense(3)", 3, 4, 2),
            new Case("global-average-pool; dense(3)", 3, 4),
            new Case("flatten; dense(3, tanh)", 2, 2, 2),
            new Case("last; dense(3)", 4, 2),
            new Case("dense(8, tanh); reshape(4, 2); last; dense(3)", 5),
            new Case("dense(8, tanh); reshape(1, 8); last", 5),
            new Case("simple-rnn(5); last; dense(3)", 4, 2),
            new Case("simple-rnn(5, gelu, he-normal, identity(0.5))", 4, 2),
            new Case("simple-rnn(5, sigmoid); dense(3, tanh); dense(2)", 1, 3),
            new Case("dense(8, tanh); reshape(4, 2); simple-rnn(3); simple-rnn(4, softsign);"
                    + " dense(2)", 5),
            new Case("simple-rnn(4); residual(simple-rnn(4), dense(4), gain=0.5); last", 3, 2),
            new Case("lstm(5); last; dense(3)", 4, 2),
            new Case("lstm(3); dense(4, tanh); layer-norm; dense(2)", 1, 3),
            new Case("dense(8, tanh); reshape(4, 2); lstm(3); lstm(9); dense(2)", 5),
            new Case("residual(lstm(4)); residual(lstm(4)); last; dense(3)", 3, 4),
            new Case("gru(5); last; dense(3)", 4, 2),
            new Case("gru(3); dense(4, tanh); dropout(0.2); dense(2)", 1, 3),
            new Case("dense(8, tanh); reshape(4, 2); gru(3); gru(9); dense(2)", 5),
            new Case("gru(4); residual(gru(4), gain=0); lstm(2); simple-rnn(3)", 3, 4),
            new Case("embedding(7, 3); dense(2, tanh); flatten; dense(3)", 4),
            new Case("embedding(5, 3); gru(4); last", 6),
            new Case("embedding(9, 2)", 1),
            new Case("dense(3, tanh)", 2, 3));

    @Test
    void every_layer_has_a_case() {
        var covered = new HashSet<Class<?>>();
        CASES.forEach(c -> Blueprint.of(c.network).flat().forEach(l -> covered.add(l.getClass())));
        assertThat(covered).containsAll(Grammar.members(Layer.class));
    }

    @Test
    void outputs_and_gradients_agree_with_the_reference() {
        Cases.forSeeds(6, seed -> CASES.forEach(c -> check(c, seed)));
    }

    private static void check(Case c, long seed) {
        var random = new SplittableRandom(seed);
        Network network = network(c, seed, random);
        double[][] x = inputs(network, random);
        double[][] t = random(random, ROWS, network.outputs());
        var batch = new Batch(network, new Loss.Mse(), ROWS, true);
        write(x, batch.inputs());
        write(t, batch.targets());
        batch.forward(ROWS);
        batch.backward(ROWS, 1f / ROWS);
        ReferenceLayers reference = ReferenceLayers.inTraining(network, 0, 1);
        double[] parameters = doubles(network.parameters());
        double[][] y = reference.run(parameters, x);
        agree(c + ", outputs", batch.outputs(), flat(y), 0);
        var weights = new double[ROWS][network.outputs()];
        for (int row = 0; row < ROWS; row++) {
            for (int j = 0; j < network.outputs(); j++) {
                weights[row][j] = 2 * (y[row][j] - t[row][j]) / network.outputs() / ROWS;
            }
        }
        double[] expected = reference.gradient(parameters, x, weights);
        for (Network.Slot slot : network.slots()) {
            int end = slot.offset() + slot.size();
            agree(c + ", gradient of " + slot,
                    Arrays.copyOfRange(batch.gradients(), slot.offset(), end),
                    Arrays.copyOfRange(expected, slot.offset(), end),
                    ROUNDING * norm(expected));
        }
    }

    @Test
    void outputs_of_evaluations_agree_with_the_reference() {
        Cases.forSeeds(6, seed -> CASES.forEach(c -> {
            var random = new SplittableRandom(seed);
            Network network = network(c, seed, random);
            for (Network.Slot slot : network.statisticSlots()) {
                for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                    network.statistics()[i] = (float) (slot.name().equals("running-variance")
                            ? random.nextDouble(0.1, 4)
                            : random.nextGaussian());
                }
            }
            double[][] x = inputs(network, random);
            Pass pass = Pass.forEvaluation(network, new Loss.Mse(), ROWS, false);
            write(x, pass.inputs());
            pass.forward(ROWS);
            agree(c + ", outputs", pass.outputs(), flat(ReferenceLayers.inEvaluation(network)
                    .run(doubles(network.parameters()), x)), 0);
        }));
    }

    private static Network network(Case c, long seed, SplittableRandom random) {
        var network = new Network(Blueprint.of(c.network), Shape.of(c.inputs)).initialize(seed);
        float[] p = network.parameters();
        for (int i = 0; i < p.length; i++) p[i] += (float) (0.3 * random.nextGaussian());
        return network;
    }

    private static double[][] inputs(Network network, SplittableRandom random) {
        double[][] x = random(random, ROWS, network.inputs());
        if (network.blueprint().layers().getFirst() instanceof Embedding e) {
            for (double[] row : x) Arrays.setAll(row, i -> random.nextInt(e.vocabulary()));
        }
        return x;
    }

    private static double[][] random(SplittableRandom random, int rows, int columns) {
        var values = new double[rows][columns];
        for (double[] row : values) Arrays.setAll(row, i -> (float) random.nextGaussian());
        return values;
    }

    private static void write(double[][] rows, float[] into) {
        int at = 0;
        for (double[] row : rows) {
            for (double value : row) into[at++] = (float) value;
        }
    }

    private static double[] doubles(float[] values) {
        var copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    private static void agree(String name, float[] actual, double[] expected, double rounding) {
        var error = new double[expected.length];
        Arrays.setAll(error, i -> actual[i] - expected[i]);
        assertThat(norm(error)).as(name)
                .isLessThanOrEqualTo(TOLERANCE * norm(expected) + rounding + 1e-9);
    }

    @Test
    void masks_drop_the_rate_and_differ_by_step_layer_and_row() {
        var network = new Network(Blueprint.of("dropout(0.3); dropout(0.3)"), 1000);
        var masks = new ArrayList<List<Float>>();
        for (int step = 1; step <= 2; step++) {
            var pass = Pass.forTraining(network, new Loss.Mse(), 2, new Gradients(network, 2, 1), 0,
                    false, false);
            Arrays.fill(pass.inputs(), 1);
            pass.moment().step = step;
            pass.forward(0, 0, 2);
            pass.forward(1, 0, 2);
            for (int l = 0; l < 2; l++) {
                float[] mask = pass.frame(l, 0, 2).kept().data();
                for (int row = 0; row < 2; row++) {
                    var one = new ArrayList<Float>();
                    int dropped = 0;
                    for (int i = row * 1000; i < (row + 1) * 1000; i++) {
                        one.add(mask[i]);
                        if (mask[i] == 0) dropped++;
                        else assertThat(mask[i]).isEqualTo((float) (1 / 0.7));
                    }
                    assertThat(dropped).isBetween(230, 370);
                    masks.add(one);
                }
            }
        }
        assertThat(masks).doesNotHaveDuplicates();
    }
}

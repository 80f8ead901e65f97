package plumb.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Scale;
import plumb.data.Target;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Trained;
import plumb.train.Training;

class PlaneTest {
    private static final Dataset DATA = Generator.of("circles(60, factor=0.5)").generate(1)
            .split(0.2, 1);
    private static final int SIDE = 8;

    @Test
    void the_picture_of_the_output_is_what_the_network_says_at_each_point() {
        for (String network : new String[] {"dense(5, tanh) x 2; dense(1, sigmoid)",
                "dense(5, tanh); residual(dense(5), batch-norm, activation(relu), gain=0.5);"
                        + " layer-norm; dense(1, sigmoid)"}) {
            Training training = trained(network, Scale.STANDARDIZE);
            var plane = new Plane(training, SIDE, -1, -2, 3);
            plane.look();
            int output = training.network().depth() - 1;
            byte[] picture = plane.pictures(output, 1);
            float[] said = Trained.of(training).outputs(points());
            assertThat(picture).hasSize(said.length);
            for (int i = 0; i < said.length; i++) {
                assertThat((int) picture[i]).isEqualTo(Math.round(127 * said[i]));
            }
        }
    }

    /// The middles of 8² parts of the square from −1 to 2 and from −2 to 1, the top row first.
    private static Dataset points() {
        var x = new float[2 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int row = i / SIDE;
            x[2 * i] = -1 + 3f * (i % SIDE + 0.5f) / SIDE;
            x[2 * i + 1] = 1 - 3f * (row + 0.5f) / SIDE;
        }
        return Dataset.of(x, List.of("x1", "x2"),
                new Target.Classes(new int[SIDE * SIDE], List.of("0", "1")));
    }

    private static Training trained(String network, Scale scale) {
        var training = new Training(
                Plan.of(network, "binary-cross-entropy", "adam(0.01)").scale(scale), DATA,
                Settings.seed(1).workers(1));
        for (int i = 0; i < 10; i++) training.next();
        return training;
    }

    @Test
    void a_picture_in_steps_has_every_so_many_points_of_each_unit() {
        Training training = trained("dense(3, relu); dense(1, sigmoid)", Scale.NONE);
        var plane = new Plane(training, SIDE, -1, -1, 2);
        plane.look();
        byte[] all = plane.pictures(0, 1);
        byte[] some = plane.pictures(0, 4);
        assertThat(some).hasSize(3 * 4);
        for (int unit = 0; unit < 3; unit++) {
            for (int i = 0; i < 4; i++) {
                int row = 2 + 4 * (i / 2);
                int column = 2 + 4 * (i % 2);
                assertThat(some[4 * unit + i]).isEqualTo(all[unit * 64 + row * SIDE + column]);
            }
        }
        byte largest = 0;
        for (byte b : all) largest = (byte) Math.max(largest, b);
        assertThat((int) largest).isEqualTo(127);
        assertThat(plane.full(0)).isGreaterThan(0);
        assertThat(plane.full(1)).isEqualTo(1);
    }

    @Test
    void what_is_not_finite_has_a_byte_of_its_own() {
        Training training = trained("dense(1, sigmoid)", Scale.NONE);
        var plane = new Plane(training, SIDE, -1, -1, 2);
        training.network().parameters()[0] = Float.NaN;
        plane.look();
        assertThat(plane.pictures(0, 1)).containsOnly(Plane.NOT_FINITE);
    }

    @Test
    void the_way_of_the_gradient_multiplies_to_what_is_measured() {
        for (String network : new String[] {"dense(8, sigmoid) x 5; dense(1, sigmoid)",
                "dense(8, tanh); residual(dense(8), batch-norm, activation(tanh)) x 3;"
                        + " dense(1, sigmoid)"}) {
            var history = new History();
            var training = new Training(Plan.of(network, "binary-cross-entropy", "sgd(0.1)"), DATA,
                    Settings.seed(1).workers(1));
            for (int i = 0; i < 3; i++) history.add(training.next());
            int top = training.network().depth() - 1;
            double above = history.readings().get(top).get(Quantity.DELTA);
            List<Ledger.Stage> way = Ledger.now(history).way();
            double product = 1;
            for (Ledger.Stage stage : way) {
                product *= stage.factor();
                assertThat(stage.product()).isCloseTo(product, within(1e-9 * product));
            }
            double below = history.readings().getFirst().get(Quantity.DELTA);
            assertThat(product).isCloseTo(below / above, within(1e-6 * product));
            assertThat(way.getLast().layer()).isZero();
            assertThat(way.getLast().cause()).isEqualTo("slope");
        }
    }

    @Test
    void it_needs_two_inputs() {
        Dataset three = Generator.of("parity(3, 20)").generate(1);
        var training = new Training(
                Plan.of("dense(1, sigmoid)", "binary-cross-entropy", "sgd(0.1)"), three,
                Settings.seed(1));
        assertThatThrownBy(() -> new Plane(training, 4, 0, 0, 1))
                .hasMessage("a plane has two inputs, not 3");
    }
}

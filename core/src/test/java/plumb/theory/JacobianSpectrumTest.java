package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class JacobianSpectrumTest {
    @Test
    void linear_gaussian_layers_reach_the_edge_of_fuss_and_catalan() {
        double[] edges = {4, 6.75, 9.4815, 12.207};
        for (int layers = 1; layers <= 4; layers++) {
            var spectrum = JacobianSpectrum.of(Oracle.activation("linear"), 1, 1, layers, false);
            assertThat(spectrum.mean()).isCloseTo(1, within(1e-12));
            assertThat(spectrum.variance()).isCloseTo(layers, within(1e-9));
            assertThat(spectrum.largest() * spectrum.largest())
                    .isCloseTo(edges[layers - 1], within(1e-3));
        }
    }

    @Test
    void orthogonal_layers_keep_all_lengths() {
        var spectrum = JacobianSpectrum.of(Oracle.activation("linear"), 1, 1, 50, true);
        assertThat(spectrum.variance()).isCloseTo(0, within(1e-9));
        assertThat(spectrum.largest()).isCloseTo(1, within(1e-3));
    }

    @Test
    void variances_at_the_critical_point_of_tanh_are_the_oracles() {
        var phi = Oracle.activation("tanh");
        var edge = MeanField.critical(phi, 0.05).getFirst();
        double q = edge.point().variance();
        assertThat(JacobianSpectrum.of(phi, edge.weightVariance(), q, 1, true).variance())
                .isCloseTo(0.342256, within(1e-6));
        assertThat(JacobianSpectrum.of(phi, edge.weightVariance(), q, 8, false).variance())
                .isCloseTo(10.74, within(0.005));
        assertThat(JacobianSpectrum.of(Oracle.activation("relu"), 2, 1, 8, false).variance())
                .isCloseTo(16, within(1e-9));
        assertThat(JacobianSpectrum.of(Oracle.activation("relu"), 2, 1, 8, true).variance())
                .isCloseTo(8, within(1e-9));
    }

    @Test
    void the_edge_of_relu_is_that_of_its_closed_form() {
        // x(m) = σw²ᴸ (1 + m)(m + 1/2)ᴸ/m for Gaussian weights.
        double least = Double.POSITIVE_INFINITY;
        for (double m = 1e-3; m < 10; m += 1e-5) {
            least = Math.min(least, Math.pow(2, 3) * (1 + m) * Math.pow(m + 0.5, 3) / m);
        }
        double largest = JacobianSpectrum.of(Oracle.activation("relu"), 2, 1, 3, false).largest();
        assertThat(largest * largest / least).isCloseTo(1, within(1e-6));
    }
}

package plumb.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import plumb.math.Rng;

/// What theory says of random matrices and of narrow networks, against matrices that are drawn.
class RandomMatricesTest {
    private static double[][] gaussian(int n, double deviation, Rng rng) {
        var w = new double[n][n];
        for (double[] row : w) Arrays.setAll(row, _ -> deviation * rng.normal());
        return w;
    }

    private static double[] times(double[][] w, double[] x) {
        var y = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < x.length; j++) y[i] += w[i][j] * x[j];
        }
        return y;
    }

    private static double[] timesTransposed(double[][] w, double[] y) {
        var x = new double[w[0].length];
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < x.length; j++) x[j] += w[i][j] * y[i];
        }
        return x;
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
    }

    /// The square of the largest singular value of two layers of 600 units by the power method, and the
    /// mean of the fourth powers by random vectors: E |JᵀJ v|² for v of unit components.
    @Test
    void two_gaussian_layers_have_the_spectrum_of_fuss_and_catalan() {
        int n = 600;
        var rng = new Rng(1, Rng.Stream.THEORY, 0);
        double[][] a = gaussian(n, Math.sqrt(1.0 / n), rng);
        double[][] b = gaussian(n, Math.sqrt(1.0 / n), rng);
        var v = new double[n];
        Arrays.setAll(v, _ -> rng.normal());
        double square = 0;
        for (int i = 0; i < 200; i++) {
            double length = norm(v);
            Arrays.setAll(v, j -> v[j] / length);
            double[] next = timesTransposed(a, timesTransposed(b, times(b, times(a, v))));
            square = norm(next);
            System.arraycopy(next, 0, v, 0, n);
        }
        assertThat(square / 6.75).isCloseTo(1, within(0.06));
        double fourth = 0;
        int draws = 40;
        for (int d = 0; d < draws; d++) {
            var u = new double[n];
            Arrays.setAll(u, _ -> rng.nextInt() < 0 ? -1 : 1);
            double length = norm(timesTransposed(a, timesTransposed(b, times(b, times(a, u)))));
            fourth += length * length / n / draws;
        }
        assertThat(fourth / 3).isCloseTo(1, within(0.04));
    }

    /// Mean of the singular values by one-sided Jacobi rotations.
    @Test
    void mean_singular_values_are_8_over_3_pi_times_the_deviation() {
        int n = 300;
        var rng = new Rng(2, Rng.Stream.THEORY, 0);
        assertThat(meanSingularValue(gaussian(n, Math.sqrt(1.0 / n), rng)) / (8 / (3 * Math.PI)))
                .isCloseTo(1, within(0.01));
        var uniform = new double[n][n];
        for (double[] row : uniform) {
            Arrays.setAll(row, _ -> rng.uniform(-1, 1) / Math.sqrt(n));
        }
        assertThat(meanSingularValue(uniform) / 0.4901).isCloseTo(1, within(0.01));
    }

    private static double meanSingularValue(double[][] rows) {
        int n = rows.length;
        for (int sweep = 0; sweep < 8; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) rotate(rows[p], rows[q]);
            }
        }
        return Arrays.stream(rows).mapToDouble(RandomMatricesTest::norm).average().orElseThrow();
    }

    private static void rotate(double[] a, double[] b) {
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            aa += a[i] * a[i];
            bb += b[i] * b[i];
            ab += a[i] * b[i];
        }
        if (ab * ab <= 1e-20 * aa * bb) return;
        double zeta = (bb - aa) / (2 * ab);
        double t = Math.signum(zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, t);
        double s = c * t;
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            a[i] = c * x - s * b[i];
            b[i] = s * x + c * b[i];
        }
    }

    /// One input through four ReLU layers of 16 units: the second moment of the squared norm is
    /// ∏ (1 + 5/n).
    @Test
    void norms_of_narrow_relu_networks_spread_as_theory_says() {
        int n = 16;
        var rng = new Rng(3, Rng.Stream.THEORY, 0);
        double second = 0;
        double fourth = 0;
        int networks = 40_000;
        for (int net = 0; net < networks; net++) {
            double[] x = new double[n];
            Arrays.fill(x, 1);
            for (int layer = 0; layer < 4; layer++) {
                double[] z = times(gaussian(n, Math.sqrt(2.0 / n), rng), x);
                x = Arrays.stream(z).map(v -> Math.max(0, v)).toArray();
            }
            double square = norm(x) * norm(x);
            second += square / networks;
            fourth += square * square / networks;
        }
        assertThat(fourth / (second * second) / 2.9675).isCloseTo(1, within(0.08));
    }

    /// ReLU layers of 256 units with He weights on 64 independent rows: the share of units of layer 10
    /// that are off on all of them, three networks.
    @Test
    void units_of_a_healthy_network_are_off_on_a_batch_as_often_as_expected() {
        int n = 256;
        int rows = 64;
        var rng = new Rng(4, Rng.Stream.THEORY, 0);
        double share = 0;
        int networks = 3;
        for (int net = 0; net < networks; net++) {
            var x = new double[rows][n];
            for (double[] row : x) Arrays.setAll(row, _ -> rng.normal());
            for (int layer = 0; layer < 10; layer++) {
                double[][] w = gaussian(n, Math.sqrt(2.0 / n), rng);
                for (int r = 0; r < rows; r++) {
                    x[r] = Arrays.stream(times(w, x[r])).map(v -> Math.max(0, v)).toArray();
                }
            }
            for (int unit = 0; unit < n; unit++) {
                int at = unit;
                if (Arrays.stream(x).allMatch(row -> row[at] == 0)) share += 1.0 / n / networks;
            }
        }
        double c = 0;
        for (int layer = 1; layer < 10; layer++) {
            c = new MeanField(Oracle.activation("relu"), 2, 0).nextCorrelation(1, c);
        }
        assertThat(Baseline.inactiveOnBatch(rows, c)).isCloseTo(0.171, within(0.001));
        assertThat(share).isCloseTo(0.171, within(0.03));
    }
}

package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumb.math.KernelCases.GUARD;
import static plumb.math.KernelCases.MARK;
import static plumb.math.KernelCases.SCALAR;
import static plumb.math.KernelCases.VECTOR;
import static plumb.math.KernelCases.any;
import static plumb.math.KernelCases.assertGuards;
import static plumb.math.KernelCases.bits;
import static plumb.math.KernelCases.marked;
import static plumb.math.KernelCases.matrix;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.math.Rng.Stream;

/// The vector kernels but for products against the scalar ones, bit by bit, and both against their
/// definitions.
class KernelsTest {
    private interface Function {
        void run(Kernels kernels, float[] x, int xOffset, float[] y, int yOffset, int n);
    }

    private static final List<Function> FUNCTIONS = List.of(
            Kernels::exp,
            Kernels::expm1,
            Kernels::tanh,
            Kernels::sigmoid,
            Kernels::softplus,
            Kernels::erf);

    @Test
    void poolsHaveEqualBits() {
        Cases.forSeeds(200, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int side = 1 + rng.nextInt(3);
            int channels = 1 + rng.nextInt(40);
            int squares = rng.nextInt(4);
            int line = squares * side * channels + rng.nextInt(5);
            float[] x = any(rng, side * line + 3);
            for (int i = 0; i < x.length; i += 3) x[i] = rng.nextInt(2);
            float[] dy = any(rng, squares * channels + 2);
            var y = new float[2][dy.length];
            var dx = new float[2][x.length];
            for (int i = 0; i < 2; i++) {
                Kernels kernels = List.of(SCALAR, VECTOR).get(i);
                Arrays.fill(dx[i], MARK);
                kernels.largest(x, 3, line, side, channels, squares, y[i], 2);
                kernels.toLargest(x, dx[i], 3, line, side, channels, squares, y[i], dy, 2);
            }
            assertThat(y[1]).isEqualTo(y[0]);
            assertThat(dx[1]).isEqualTo(dx[0]);
            var expected = new float[x.length];
            Arrays.fill(expected, MARK);
            for (int s = 0; s < squares; s++) {
                for (int c = 0; c < channels; c++) {
                    int largest = -1;
                    for (int i = 0; i < side * side; i++) {
                        int at = 3 + i / side * line + (s * side + i % side) * channels + c;
                        expected[at] = 0;
                        if (largest < 0 || x[at] > x[largest]) largest = at;
                    }
                    float most = y[0][2 + s * channels + c];
                    if (Float.isNaN(most)) continue;
                    assertThat(most == x[largest]).isTrue();
                    expected[largest] = dy[2 + s * channels + c];
                }
            }
            assertThat(dx[0]).isEqualTo(expected);
        });
    }

    @Test
    void rowSumsHaveEqualBits() {
        Cases.forSeeds(200, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            Tensor x = matrix(rng, rng.nextInt(20), 1 + rng.nextInt(90), 2);
            int rows = rng.nextInt(x.rows() + 1);
            int at = rng.nextInt(20);
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                var packed = new Packed(new float[at + Packed.size(x.rows(), x.columns())], at,
                        x.rows(), x.columns());
                kernels.pack(x, packed, 0);
                Tensor sum = matrix(rng, 1, x.columns(), 3);
                kernels.sumRows(packed, rows, sum);
                for (int j = 0; j < x.columns(); j++) {
                    float total = 0;
                    for (int i = 0; i < rows; i++) total += x.get(i, j);
                    assertThat(bits(sum.get(0, j))).isEqualTo(bits(total));
                }
            }
        });
    }

    @Test
    void loopsOverRowsHaveEqualBits() {
        Cases.forSeeds(100, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int n = rng.nextInt(40);
            int rows = rng.nextInt(6);
            Tensor x = Tensor.of(any(rng, rows * (n + 3)), 0, rows, n + 3).transposed()
                    .rows(2, n + 2).transposed();
            float[] offset = any(rng, n);
            float[] factor = any(rng, n);
            var copies = new float[2][(rows + 1) * (n + 8)];
            var nonzero = new float[2][n];
            var scaled = new float[2][n + 1];
            float[] addend = any(rng, n + 2);
            float[] before = any(rng, n + 2);
            var sums = new float[][] {before.clone(), before.clone()};
            var below = new int[2];
            for (int i = 0; i < 2; i++) {
                Kernels kernels = List.of(SCALAR, VECTOR).get(i);
                kernels.strips(x, 8, copies[i], 8 * (rows + 1), 1);
                kernels.nonzero(x, nonzero[i]);
                kernels.add(addend, 0, sums[i], 1, n);
                below[i] = kernels.below(0.25f, x.data(), 0, x.data().length);
                if (rows > 0) kernels.scale(x.data(), 2, offset, factor, scaled[i], 1);
            }
            assertThat(copies[1]).isEqualTo(copies[0]);
            assertThat(nonzero[1]).isEqualTo(nonzero[0]);
            assertThat(scaled[1]).isEqualTo(scaled[0]);
            assertThat(below[1]).isEqualTo(below[0]);
            assertThat(sums[1]).isEqualTo(sums[0]);
            for (int j = 0; j < n + 2; j++) {
                float sum = j < 1 || j > n ? before[j] : before[j] + addend[j - 1];
                assertThat(bits(sums[0][j])).isEqualTo(bits(sum));
            }
            int count = 0;
            for (float v : x.data()) count += v < 0.25f ? 1 : 0;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < n; j++) {
                    int columns = Math.min(8, n - j / 8 * 8);
                    int at = j / 8 * 8 * (rows + 1) + (i + 1) * columns + j % 8;
                    assertThat(bits(copies[0][at])).isEqualTo(bits(x.get(i, j)));
                }
            }
            assertThat(below[0]).isEqualTo(count);
            for (int j = 0; j < n; j++) {
                float any = 0;
                for (int i = 0; i < rows; i++) if (x.get(i, j) != 0) any = 1;
                assertThat(nonzero[0][j]).isEqualTo(any);
            }
        });
    }

    @Test
    void functionsHaveEqualBits() {
        Cases.forSeeds(200, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int n = rng.nextInt(70);
            float[] x = any(rng, n + 2 * GUARD);
            for (Function function : FUNCTIONS) {
                float[] expected = marked(n);
                float[] y = marked(n);
                function.run(SCALAR, x, GUARD, expected, GUARD, n);
                function.run(VECTOR, x, GUARD, y, GUARD, n);
                assertThat(y).isEqualTo(expected);
                assertGuards(y, n);
                float[] inPlace = x.clone();
                function.run(VECTOR, inPlace, GUARD, inPlace, GUARD, n);
                assertThat(Arrays.copyOfRange(inPlace, GUARD, GUARD + n))
                        .isEqualTo(Arrays.copyOfRange(y, GUARD, GUARD + n));
                assertThat(Arrays.copyOf(inPlace, GUARD)).isEqualTo(Arrays.copyOf(x, GUARD));
                assertThat(Arrays.copyOfRange(inPlace, GUARD + n, inPlace.length))
                        .isEqualTo(Arrays.copyOfRange(x, GUARD + n, x.length));
            }
        });
    }

    @Test
    void functionsHaveEqualBitsOverTheWholeRange() {
        int n = 4096;
        float[] x = new float[n];
        float[] expected = new float[n];
        float[] y = new float[n];
        for (long start = 0; start < 1L << 32; start += 1L << 26) {
            for (int i = 0; i < n; i++) x[i] = Float.intBitsToFloat((int) (start + i * 16_381L));
            for (Function function : FUNCTIONS) {
                function.run(SCALAR, x, 0, expected, 0, n);
                function.run(VECTOR, x, 0, y, 0, n);
                assertThat(y).isEqualTo(expected);
            }
        }
    }

    /// The compilers take over during the loop; the first calls are interpreted.
    @Test
    void compilersKeepTheBits() {
        Rng rng = new Rng(11, Stream.DATA, 0);
        int n = 43;
        float[] x = any(rng, n);
        Tensor a = matrix(rng, 6, 9, 0);
        Tensor b = matrix(rng, 9, 21, 0);
        for (Kernels kernels : List.of(SCALAR, VECTOR)) {
            float[] first = all(kernels, x, a, b);
            for (int call = 0; call < 20_000; call++) {
                float[] now = all(kernels, x, a, b);
                if (!Arrays.equals(now, first)) {
                    assertThat(now).as("call %d of %s", call, kernels).isEqualTo(first);
                }
            }
        }
    }

    private static float[] all(Kernels kernels, float[] x, Tensor a, Tensor b) {
        int n = x.length;
        float[] y = new float[FUNCTIONS.size() * n + 6 * 21 + 6 * 9 + 2];
        int o = 0;
        for (Function function : FUNCTIONS) {
            function.run(kernels, x, 0, y, o, n);
            o += n;
        }
        Tensor c = Tensor.of(y, o, 6, 21);
        kernels.multiply(a, b, c);
        kernels.multiply(c, b.transposed(), Tensor.of(y, o + 6 * 21, 6, 9));
        Sums sums = new Sums();
        kernels.squaresAndZeros(c.data(), o, c.size(), sums);
        kernels.squaresAndSubnormals(c.data(), o, c.size(), sums);
        kernels.squares(c.data(), o, c.data(), o + 1, c.size() - 1, sums);
        long bits = Double.doubleToRawLongBits(sums.squares);
        y[y.length - 2] = Float.intBitsToFloat((int) (bits >>> 32) & 0x3fff_ffff);
        y[y.length - 1] = Float.intBitsToFloat((int) bits & 0x3fff_ffff);
        return y;
    }

    @Test
    void talliesAreEqualAndRight() {
        Cases.forSeeds(300, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int n = rng.nextInt(seed % 10 == 0 ? 9000 : 100);
            float[] x = any(rng, n + 2);
            Sums scalar = new Sums();
            Sums vector = new Sums();
            Sums scalarSubnormals = new Sums();
            Sums vectorSubnormals = new Sums();
            SCALAR.squaresAndZeros(x, 2, n, scalar);
            VECTOR.squaresAndZeros(x, 2, n, vector);
            SCALAR.squaresAndSubnormals(x, 2, n, scalarSubnormals);
            VECTOR.squaresAndSubnormals(x, 2, n, vectorSubnormals);
            assertThat(vector).hasToString(scalar.toString());
            assertThat(vectorSubnormals).hasToString(scalarSubnormals.toString());
            int zeros = 0;
            int subnormals = 0;
            int nonFinite = 0;
            double squares = 0;
            for (int i = 2; i < n + 2; i++) {
                double magnitude = Math.abs(x[i]);
                if (magnitude == 0) zeros++;
                if (magnitude > 0 && magnitude < Float.MIN_NORMAL) subnormals++;
                if (!Float.isFinite(x[i])) nonFinite++;
                squares += magnitude * magnitude;
            }
            assertThat(scalar.zeros).isEqualTo(zeros);
            assertThat(scalar.subnormals).isZero();
            assertThat(scalarSubnormals.zeros).isZero();
            assertThat(scalarSubnormals.subnormals).isEqualTo(subnormals);
            assertThat(scalar.nonFinite).isEqualTo(nonFinite);
            assertThat(scalarSubnormals.nonFinite).isEqualTo(nonFinite);
            if (nonFinite == 0) {
                assertThat(scalar.squares).isCloseTo(squares, within(4e-6 * squares));
                assertThat(scalarSubnormals.squares).isCloseTo(squares, within(4e-6 * squares));
            }
        });
    }

    @Test
    void sumsOfSquaresAreRightAtTheEndsOfTheRange() {
        float[] magnitudes = {Float.MIN_VALUE, 1e-40f, 1e-27f, 1, 1e21f, 1e38f, Float.MAX_VALUE};
        for (float magnitude : magnitudes) {
            float[] x = new float[10_003];
            Arrays.fill(x, -magnitude);
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                Sums sums = new Sums();
                kernels.squaresAndSubnormals(x, 0, x.length, sums);
                assertThat(sums.rms(x.length))
                        .isCloseTo(magnitude, within(4e-6 * magnitude));
                Sums twice = new Sums();
                twice.add(sums);
                twice.add(sums);
                assertThat(twice.squares).isEqualTo(2 * sums.squares);
                assertThat(twice.subnormals).isEqualTo(2 * sums.subnormals);
                twice.clear();
                assertThat(twice).hasToString(new Sums().toString());
                assertThat(twice.rms(0)).isZero();
            }
        }
    }

    @Test
    void aPropertyChoosesTheKernels() {
        assertThat(Choice.choose("scalar").description()).isEqualTo("scalar");
        assertThat(Choice.choose("vector").description()).startsWith("vector, ");
        assertThatThrownBy(() -> Choice.choose("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plumb.kernels=fast");
        assertThat(Kernels.best()).isSameAs(Kernels.best());
    }
}

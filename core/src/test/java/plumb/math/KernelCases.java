package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/// What kernels are tested with: numbers, matrices, and guards around what they write.
final class KernelCases {
    static final Kernels SCALAR = new ScalarKernels();
    static final Kernels VECTOR = new VectorKernels();
    static final int GUARD = 5;
    static final float MARK = 12345.5f;

    private KernelCases() {}

    static Tensor matrix(Rng rng, int rows, int columns, int offset) {
        float[] data = new float[rows * columns + offset];
        for (int i = 0; i < data.length; i++) data[i] = (float) rng.normal();
        return Tensor.of(data, offset, rows, columns);
    }

    static Tensor view(Rng rng, int rows, int columns) {
        int offset = rng.nextInt(4);
        return rng.nextInt(2) == 0
                ? matrix(rng, rows, columns, offset)
                : matrix(rng, columns, rows, offset).transposed();
    }

    /// Numbers of every size, of usual size, and special values.
    static float[] any(Rng rng, int n) {
        float[] x = new float[n];
        float[] special = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
                Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE};
        boolean finite = rng.nextInt(2) == 0;
        for (int i = 0; i < n; i++) {
            x[i] = switch (rng.nextInt(4)) {
                case 0 -> Float.intBitsToFloat(rng.nextInt());
                case 1 -> special[rng.nextInt(special.length)];
                case 2 -> (float) rng.uniform(-110, 110);
                default -> (float) rng.normal();
            };
            if (finite && !Float.isFinite(x[i])) x[i] = -0f;
        }
        return x;
    }

    static float[] marked(int n) {
        float[] y = new float[n + 2 * GUARD];
        Arrays.fill(y, MARK);
        return y;
    }

    static void assertGuards(float[] memory, int n) {
        for (int i = 0; i < GUARD; i++) {
            assertThat(memory[i]).isEqualTo(MARK);
            assertThat(memory[GUARD + n + i]).isEqualTo(MARK);
        }
    }

    static void assertSameBits(Tensor actual, Tensor expected, String what) {
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                assertThat(bits(actual.get(i, j)))
                        .as("element (%d, %d) of the %s", i, j, what)
                        .isEqualTo(bits(expected.get(i, j)));
            }
        }
    }

    static int bits(float x) {
        return Float.floatToIntBits(x);
    }
}

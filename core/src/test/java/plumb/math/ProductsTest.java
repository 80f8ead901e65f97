package plumb.math;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.math.KernelCases.GUARD;
import static plumb.math.KernelCases.MARK;
import static plumb.math.KernelCases.SCALAR;
import static plumb.math.KernelCases.VECTOR;
import static plumb.math.KernelCases.any;
import static plumb.math.KernelCases.assertGuards;
import static plumb.math.KernelCases.assertSameBits;
import static plumb.math.KernelCases.matrix;
import static plumb.math.KernelCases.view;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.math.Rng.Stream;

/// Products of the vector kernels against the scalar ones, bit by bit, and both against their
/// definition.
class ProductsTest {
    @Test
    void productsHaveEqualBits() {
        Cases.forSeeds(400, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int largest = seed < 300 ? 20 : 90;
            int m = rng.nextInt(largest);
            int k = rng.nextInt(largest);
            int n = rng.nextInt(largest);
            Tensor a = view(rng, m, k);
            Tensor b = view(rng, k, n);
            Tensor expected = matrix(rng, m, n, 3);
            Tensor c = matrix(rng, m, n, 3);
            SCALAR.multiply(a, b, expected);
            VECTOR.multiply(a, b, c);
            assertSameBits(c, expected, "product of a " + a + " and a " + b);
        });
    }

    @Test
    void productIsOneChainOfFusedMultiplyAdds() {
        Cases.forSeeds(50, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            Tensor a = view(rng, 1 + rng.nextInt(12), rng.nextInt(30));
            Tensor b = view(rng, a.columns(), 1 + rng.nextInt(40));
            Tensor expected = Tensor.zeros(a.rows(), b.columns());
            for (int i = 0; i < a.rows(); i++) {
                for (int j = 0; j < b.columns(); j++) {
                    float sum = 0;
                    for (int k = 0; k < a.columns(); k++) {
                        sum = Math.fma(a.get(i, k), b.get(k, j), sum);
                    }
                    expected.set(i, j, sum);
                }
            }
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                Tensor c = matrix(rng, a.rows(), b.columns(), 0);
                kernels.multiply(a, b, c);
                assertSameBits(c, expected, kernels.description());
            }
        });
    }

    @Test
    void largeProductsHaveEqualBits() {
        Rng rng = new Rng(1, Stream.DATA, 0);
        Tensor x = matrix(rng, 70, 300, 0);
        Tensor w = matrix(rng, 300, 130, 0);
        Tensor y = Tensor.zeros(70, 130);
        Tensor dx = Tensor.zeros(70, 300);
        Tensor dw = Tensor.zeros(300, 130);
        Tensor expected = Tensor.zeros(70, 130);
        VECTOR.multiply(x, w, y);
        SCALAR.multiply(x, w, expected);
        assertSameBits(y, expected, "x·w");
        expected = Tensor.zeros(70, 300);
        VECTOR.multiply(y, w.transposed(), dx);
        SCALAR.multiply(y, w.transposed(), expected);
        assertSameBits(dx, expected, "dy·wᵀ");
        expected = Tensor.zeros(300, 130);
        VECTOR.multiply(x.transposed(), y, dw);
        SCALAR.multiply(x.transposed(), y, expected);
        assertSameBits(dw, expected, "xᵀ·dy");
    }

    @Test
    void productsOfManyBlocksHaveEqualBits() {
        Rng rng = new Rng(2, Stream.DATA, 0);
        Tensor x = matrix(rng, 70, 700, 0);
        Tensor w = matrix(rng, 700, 300, 0);
        Tensor v = matrix(rng, 300, 700, 0);
        for (Tensor right : List.of(w, v.transposed())) {
            Tensor y = Tensor.zeros(70, 300);
            Tensor expected = Tensor.zeros(70, 300);
            VECTOR.multiply(x, right, y);
            SCALAR.multiply(x, right, expected);
            assertSameBits(y, expected, "x·w");
            Tensor large = Tensor.zeros(700, 300);
            Tensor largeExpected = Tensor.zeros(700, 300);
            VECTOR.multiply(matrix(new Rng(3, Stream.DATA, 0), 700, 700, 0), right, large);
            SCALAR.multiply(matrix(new Rng(3, Stream.DATA, 0), 700, 700, 0), right,
                    largeExpected);
            assertSameBits(large, largeExpected, "square·w");
        }
    }

    @Test
    void productsWriteNothingElse() {
        Cases.forSeeds(100, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int m = 1 + rng.nextInt(10);
            int n = 1 + rng.nextInt(30);
            Tensor a = view(rng, m, 7);
            Tensor b = view(rng, 7, n);
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                float[] memory = new float[m * n + 2 * GUARD];
                Arrays.fill(memory, MARK);
                kernels.multiply(a, b, Tensor.of(memory, GUARD, m, n));
                assertGuards(memory, m * n);
            }
        });
    }

    @Test
    void packedMatricesHaveColumns() {
        assertThatThrownBy(() -> new Packed(new float[0], 3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a packed matrix of 3x0: it has at least 1 column");
    }

    @Test
    void productsWithPackedFactorsAreProducts() {
        Cases.forSeeds(200, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            int m = rng.nextInt(20);
            int k = rng.nextInt(40);
            int n = 1 + rng.nextInt(90);
            Tensor a = view(rng, m, k);
            Tensor b = view(rng, k, n);
            Tensor expected = matrix(rng, m, n, 3);
            SCALAR.multiply(a, b, expected);
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                int rows = k + rng.nextInt(3);
                var packed = new Packed(any(rng, Packed.size(rows, n)), rows, n);
                int cut = rng.nextInt(k + 1);
                kernels.pack(b.rows(cut, k), packed, cut);
                kernels.pack(b.rows(0, cut), packed, 0);
                Tensor c = matrix(rng, m, n, 3);
                kernels.multiply(a, packed, c);
                assertSameBits(c, expected, "product of a " + a + " and a " + packed);
            }
        });
    }

    @Test
    void chainsOfProductsWithPackedFactorsMayStartAtARow() {
        Cases.forSeeds(200, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            Tensor a = view(rng, rng.nextInt(20), rng.nextInt(40));
            Tensor b = view(rng, a.columns(), 1 + rng.nextInt(90));
            Tensor row = matrix(rng, 1, b.columns(), 2);
            Tensor expected = matrix(rng, a.rows(), b.columns(), 3);
            SCALAR.multiply(a, b, row, expected);
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                int at = rng.nextInt(20);
                float[] data = any(rng, at + Packed.size(b.rows(), b.columns()));
                var packed = new Packed(data, at, b.rows(), b.columns());
                kernels.pack(b, packed, 0);
                Tensor c = matrix(rng, a.rows(), b.columns(), 3);
                kernels.multiply(a, packed, row, c);
                assertSameBits(c, expected, "product of a " + a + " and a " + packed);
            }
        });
    }

    @Test
    void productsWithIndirectFactorsAreProducts() {
        Cases.forSeeds(200, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            float[] x = matrix(rng, 1, 200, 0).data();
            var whole = new Indirect(x, places(rng, 24), places(rng, 40));
            int from = rng.nextInt(whole.rows() + 1);
            Indirect part = whole.rows(from, from + rng.nextInt(whole.rows() - from + 1));
            Indirect a = seed % 2 == 0 ? part : part.transposed();
            Tensor copy = matrix(rng, a.rows(), a.columns(), 0);
            for (int i = 0; i < a.rows(); i++) {
                for (int k = 0; k < a.columns(); k++) copy.set(i, k, a.get(i, k));
            }
            Tensor b = view(rng, a.columns(), 1 + rng.nextInt(90));
            Tensor row = rng.nextInt(2) == 0 ? null : matrix(rng, 1, b.columns(), 2);
            Tensor expected = matrix(rng, a.rows(), b.columns(), 3);
            SCALAR.multiply(copy, b, row, expected);
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                var packed = new Packed(any(rng, Packed.size(b.rows(), b.columns())), b.rows(),
                        b.columns());
                kernels.pack(b, packed, 0);
                Tensor c = matrix(rng, a.rows(), b.columns(), 3);
                kernels.multiply(a, packed, row, c);
                assertSameBits(c, expected, "product of a " + a + " and a " + packed);
            }
        });
    }

    /// Any places below 100, of which some may be the same.
    private static int[] places(Rng rng, int most) {
        var places = new int[rng.nextInt(most)];
        for (int i = 0; i < places.length; i++) places[i] = rng.nextInt(100);
        return places;
    }

    @Test
    void chainsOfAProductMayStartAtARow() {
        Cases.forSeeds(100, seed -> {
            Rng rng = new Rng(seed, Stream.DATA, 0);
            Tensor a = view(rng, 1 + rng.nextInt(12), rng.nextInt(30));
            Tensor b = view(rng, a.columns(), 1 + rng.nextInt(60));
            Tensor row = matrix(rng, 1, b.columns(), 2);
            Tensor expected = Tensor.zeros(a.rows(), b.columns());
            for (int i = 0; i < a.rows(); i++) {
                for (int j = 0; j < b.columns(); j++) {
                    float sum = row.get(0, j);
                    for (int k = 0; k < a.columns(); k++) {
                        sum = Math.fma(a.get(i, k), b.get(k, j), sum);
                    }
                    expected.set(i, j, sum);
                }
            }
            for (Kernels kernels : List.of(SCALAR, VECTOR)) {
                Tensor c = matrix(rng, a.rows(), b.columns(), 0);
                kernels.multiply(a, b, row, c);
                assertSameBits(c, expected, kernels.description());
            }
        });
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        for (Kernels kernels : List.of(SCALAR, VECTOR)) {
            assertThatThrownBy(() -> kernels.multiply(
                    Tensor.zeros(2, 3), Tensor.zeros(4, 5), Tensor.zeros(2, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("product of a 2x3 tensor and a 4x5 tensor into a 2x5 tensor");
            assertThatThrownBy(() -> kernels.multiply(
                    Tensor.zeros(2, 3), Tensor.zeros(3, 5), Tensor.zeros(5, 2).transposed()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column stride");
            assertThatThrownBy(() -> kernels.multiply(Tensor.zeros(2, 3), Tensor.zeros(3, 4),
                    Tensor.zeros(1, 3), Tensor.zeros(2, 4)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

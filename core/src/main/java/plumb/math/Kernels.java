package plumb.math;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The arithmetic loops over float arrays that the engine is built from, in a scalar and a vector
/// twin with equal bits.
///
/// Every method uses only operations whose result Java defines exactly, in an order that depends on
/// neither the vector width nor the compiler that runs it. So the same call gives the same bits in
/// both twins, interpreted or compiled. (NaN is NaN: its payload is not part of the promise.)
///
/// Implementations hold no state but a scratch buffer per thread: one instance serves all threads.
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /// The fastest kernels on this machine: vector kernels if module `jdk.incubator.vector` is
    /// present and vectors have at least 128 bits, else scalar ones. System property
    /// `plumb.kernels` = `scalar` or `vector` forces one.
    static Kernels best() {
        return Choice.current().kernels();
    }

    /// Runs the product, once in a process, until it is compiled; where it stays slower than the scalar
    /// one, scalar kernels serve from then on. Takes some tenths of a second, and at most ten
    /// seconds.
    static void warmUp() {
        Choice.warmUp();
    }

    /// Why slower kernels serve than this machine could run, if so.
    static Optional<String> warning() {
        return Optional.of(Choice.current().warning()).filter(text -> !text.isEmpty());
    }

    /// What runs: `scalar`, or `vector, 256 bits`.
    String description();

    /// The bits of one vector; 32 for scalar kernels.
    int vectorBits();

    /// The product c = a·b for a `[m][k]`, b `[k][n]`, c `[m][n]`.
    ///
    /// Each c(i, j) is one chain of fused multiply-adds that starts at 0 and takes k ascending. `a`
    /// and `b` may be any views; `c` has unit column stride and overlaps neither.
    ///
    /// @throws IllegalArgumentException if the shapes or strides do not fit
    void multiply(Tensor a, Tensor b, Tensor c);

    /// The product c = row + a·b: each chain starts at the row's element. Without a row, at 0.
    void multiply(Tensor a, Tensor b, @Nullable Tensor row, Tensor c);

    /// Copies b `[k][n]`, any view, to the rows from `firstRow` on. The products and sums of what was
    /// packed are made by the same kernels.
    void pack(Tensor b, Packed into, int firstRow);

    /// The product with the first rows of a packed b, as many as `a` has columns.
    default void multiply(Tensor a, Packed b, Tensor c) {
        multiply(a, b, null, c);
    }

    /// The same with each chain starting at the row's element, if there is a row.
    void multiply(Tensor a, Packed b, @Nullable Tensor row, Tensor c);

    /// The same with the elements of the left factor where two lists say.
    void multiply(Indirect a, Packed b, @Nullable Tensor row, Tensor c);

    /// Copies x, of unit column stride, to the rows from `firstRow` of strips of its columns: `width`
    /// columns a strip, the last as narrow as it comes, each `[row][column]`, `stripSize` elements
    /// apart.
    void strips(Tensor x, int width, float[] y, int stripSize, int firstRow);

    /// Sums over the first rows of a packed matrix: sum(0, j) = Σ x(i, j), added to 0 with i ascending.
    void sumRows(Packed x, int rows, Tensor sum);

    /// Sets found(j) to 1 where column j has an element that is not 0.
    void nonzero(Tensor x, float[] found);

    /// How many elements are below a limit.
    int below(float limit, float[] x, int offset, int n);

    /// y = y + x. The two do not overlap.
    void add(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// The largest values of squares that lie beside each other in an image: y(s, c) is the largest of
    /// `x[from + i·line + (s·side + j)·channels + c]` over i and j below `side`, at
    /// `y[to + s·channels + c]`.
    void largest(float[] x, int from, int line, int side, int channels, int squares, float[] y,
            int to);

    /// Gives `dy` to the first value of each square that is `y`, and 0 to all others of it: dx is laid
    /// out like x, dy like y.
    void toLargest(float[] x, float[] dx, int from, int line, int side, int channels, int squares,
            float[] y, float[] dy, int to);

    /// y = (x − offset) · factor, for as many elements as there are factors.
    void scale(float[] x, int xOffset, float[] offset, float[] factor, float[] y, int yOffset);

    /// y = eˣ, within 2 ulp. May run in place, like all functions below.
    void exp(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y = eˣ − 1 without cancellation near 0, within 2 ulp.
    void expm1(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y = tanh x, within 2 ulp.
    void tanh(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y = 1 / (1 + e⁻ˣ), within 2 ulp, also where the result is subnormal.
    void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y = ln(1 + eˣ), within 4 ulp, also where the result is subnormal.
    void softplus(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// y = erf x = 2/√π ∫₀ˣ exp(−t²) dt, within 4 ulp.
    void erf(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Adds Σ x² and the number of non-finite elements to `into`.
    ///
    /// Blocks of 4096 elements are summed in 32 float lanes, element t in lane t mod 32, and the
    /// blocks in double: within 8e-6 of the sum, for elements of any size. A block whose squares leave
    /// the range of floats is scaled by a power of two.
    void squares(float[] x, int offset, int n, Sums into);

    /// The same of x − y, the differences in float.
    void squares(float[] x, int xOffset, float[] y, int yOffset, int n, Sums into);

    /// Adds what [#squares] does, and the number of zeros.
    void squaresAndZeros(float[] x, int offset, int n, Sums into);

    /// Adds what [#squares] does, and the number of subnormal elements.
    void squaresAndSubnormals(float[] x, int offset, int n, Sums into);
}

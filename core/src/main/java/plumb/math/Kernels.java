package plumb.math;

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
        return Choice.BEST;
    }

    /// What runs: `scalar`, or `vector, 256 bits`.
    String description();

    /// The bits of one vector; 32 for scalar kernels.
    int vectorBits();

    /// The product c = a·b for a `[m][k]`, b `[k][n]`, c `[m][n]`.
    ///
    /// Each c(i, j) is one chain of fused multiply-adds that starts at 0 and takes k ascending. `a`
    /// may be any view; `b` has unit column stride or is the transposed view of such a tensor; `c`
    /// has unit column stride and overlaps neither.
    ///
    /// @throws IllegalArgumentException if the shapes or strides do not fit
    void multiply(Tensor a, Tensor b, Tensor c);

    /// Adds a row to every row of y: y(i, j) += row(0, j). Both have unit column stride.
    void addRow(Tensor row, Tensor y);

    /// Sums over rows: sum(0, j) = Σ x(i, j), added to 0 with i ascending. Both have unit column
    /// stride.
    void sumRows(Tensor x, Tensor sum);

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

    /// Adds the sum of squares and the counts of `n` elements to `into`.
    ///
    /// The squares go to eight double lanes, element t to lane t mod 8, which are then added as
    /// ((0+4)+(2+6)) + ((1+5)+(3+7)).
    void tally(float[] x, int offset, int n, Sums into);
}

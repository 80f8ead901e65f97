package plumb.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import plumb.math.Kernels;
import plumb.math.Sums;
import plumb.math.Tensor;

/// The functions that activations are made of, and the passes that statistics are made of: the time of
/// one element among 65,536.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Elements.NUMBER)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Elements {
    static final int NUMBER = 65_536;
    private static final int WIDTH = 64;

    private final Kernels kernels = Kernels.best();
    private final float[] x = new float[NUMBER];
    private final float[] y = new float[NUMBER];
    private final Sums sums = new Sums();
    private final Tensor rows = Tensor.of(x, 0, NUMBER / WIDTH, WIDTH);
    private final float[] found = new float[WIDTH];

    @Setup
    public void draw() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < NUMBER; i++) {
            x[i] = (float) random.nextGaussian();
            y[i] = (float) random.nextGaussian();
        }
    }

    @Benchmark
    public float[] exp() {
        kernels.exp(x, 0, y, 0, NUMBER);
        return y;
    }

    @Benchmark
    public float[] tanh() {
        kernels.tanh(x, 0, y, 0, NUMBER);
        return y;
    }

    @Benchmark
    public float[] sigmoid() {
        kernels.sigmoid(x, 0, y, 0, NUMBER);
        return y;
    }

    @Benchmark
    public float[] erf() {
        kernels.erf(x, 0, y, 0, NUMBER);
        return y;
    }

    /// Σ x².
    @Benchmark
    public Sums squares() {
        sums.clear();
        kernels.squares(x, 0, NUMBER, sums);
        return sums;
    }

    /// Σ (x − y)².
    @Benchmark
    public Sums squaresOfDifferences() {
        sums.clear();
        kernels.squares(x, 0, y, 0, NUMBER, sums);
        return sums;
    }

    /// Which of 64 columns have an element that is not 0.
    @Benchmark
    public float[] nonzero() {
        kernels.nonzero(rows, found);
        return found;
    }

    /// Σ x² and the zeros.
    @Benchmark
    public Sums squaresAndZeros() {
        sums.clear();
        kernels.squaresAndZeros(x, 0, NUMBER, sums);
        return sums;
    }

    /// Σ x² and the subnormals.
    @Benchmark
    public Sums squaresAndSubnormals() {
        sums.clear();
        kernels.squaresAndSubnormals(x, 0, NUMBER, sums);
        return sums;
    }
}

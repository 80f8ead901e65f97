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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import plumb.nn.Activation;

/// Every activation and its slope, the time of one element among 65,536.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Activations.ELEMENTS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Activations {
    static final int ELEMENTS = 65_536;
    private static final int WIDTH = 64;

    @Param({"linear", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "gelu", "silu",
            "mish",
            "softplus", "softsign", "hard-tanh", "hard-sigmoid", "relu6", "exponential", "softmax"})
    public String activation = "";

    private final float[] z = new float[ELEMENTS];
    private final float[] y = new float[ELEMENTS];
    private final float[] slope = new float[ELEMENTS];
    private Activation function = new Activation.Linear();

    @Setup
    public void draw() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < ELEMENTS; i++) z[i] = (float) random.nextGaussian();
        function = Activation.of(activation);
        function.forward(z, y, 0, ELEMENTS, WIDTH);
    }

    /// y = φ(z).
    @Benchmark
    public float[] forward() {
        function.forward(z, y, 0, ELEMENTS, WIDTH);
        return y;
    }

    /// φ′(z), or for softmax the gradient through its rows.
    @Benchmark
    public float[] slope() {
        switch (function) {
            case Activation.Elementwise f -> f.slope(z, y, slope, 0, ELEMENTS);
            case Activation.Softmax f -> f.backward(y, z, slope, 0, ELEMENTS, WIDTH);
        }
        return slope;
    }
}

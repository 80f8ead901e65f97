package plumb.bench.jmh;

import java.util.Arrays;
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
import plumb.math.Kernels;
import plumb.math.Sums;
import plumb.optim.Optimizer;

/// An optimizer's update of a panel of 2048 parameters in the L1 cache, with the copies that a step of
/// training makes: the time of one parameter.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Updates.PANEL)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Updates {
    static final int PANEL = 2048;

    @Param({"sgd(0.01)", "adam(0.001)"})
    public String optimizer = "";

    private final Kernels kernels = Kernels.best();
    private final float[] parameters = new float[PANEL];
    private final float[] p = new float[PANEL];
    private final float[] g = new float[PANEL];
    private final Sums ofParameters = new Sums();
    private final Sums ofGradients = new Sums();
    private final Sums ofUpdates = new Sums();
    private Optimizer rule = Optimizer.of("sgd");
    private float[][] state = {};
    private float[][] kept = {};
    private long step;

    @Setup
    public void draw() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < PANEL; i++) {
            parameters[i] = (float) random.nextGaussian();
            g[i] = (float) random.nextGaussian();
        }
        rule = Optimizer.of(optimizer);
        state = new float[rule.buffers()][PANEL];
        kept = new float[rule.buffers()][PANEL];
        for (float[] buffer : kept) Arrays.fill(buffer, rule.initialState());
        step = 0;
    }

    /// Parameters and state are copied to the panel, updated there, and copied back.
    @Benchmark
    public float[] update() {
        change();
        System.arraycopy(p, 0, parameters, 0, PANEL);
        return parameters;
    }

    private void change() {
        System.arraycopy(parameters, 0, p, 0, PANEL);
        for (int b = 0; b < state.length; b++) System.arraycopy(kept[b], 0, state[b], 0, PANEL);
        rule.update(p, g, state, PANEL, ++step, rule.learningRate());
        for (int b = 0; b < state.length; b++) System.arraycopy(state[b], 0, kept[b], 0, PANEL);
    }

    /// The same with the squares of parameters, gradients and changes.
    @Benchmark
    public Sums updateWithStatistics() {
        change();
        ofParameters.clear();
        ofGradients.clear();
        ofUpdates.clear();
        kernels.squares(p, 0, PANEL, ofParameters);
        kernels.squares(g, 0, PANEL, ofGradients);
        kernels.squares(p, 0, parameters, 0, PANEL, ofUpdates);
        System.arraycopy(p, 0, parameters, 0, PANEL);
        return ofUpdates;
    }
}

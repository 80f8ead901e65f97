package plumb.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import plumb.math.Kernels;
import plumb.math.Packed;
import plumb.math.Tensor;

/// The three products of a dense layer, and that for the weights with a packed factor, for a batch of
/// `rows` rows with `inputs` values before the layer and `units` behind it.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Products {
    /// `rows x inputs x units`.
    @Param({"128x512x512", "256x1024x1024", "128x784x100", "128x784x256", "128x128x128", "32x32x32",
            "1x784x128", "33x17x5", "32x16x16"})
    public String shape = "";

    private final Kernels kernels = Kernels.best();
    private Tensor x = Tensor.zeros(0, 0);
    private Tensor w = x;
    private Tensor dz = x;
    private Tensor z = x;
    private Tensor dw = x;
    private Tensor dx = x;
    private Packed packed = new Packed(new float[0], 0, 1);
    private double flops;

    @Setup
    public void draw() {
        String[] sizes = shape.split("x", -1);
        int rows = Integer.parseInt(sizes[0]);
        int inputs = Integer.parseInt(sizes[1]);
        int units = Integer.parseInt(sizes[2]);
        var random = new SplittableRandom(1);
        x = random(random, rows, inputs);
        w = random(random, inputs, units);
        dz = random(random, rows, units);
        z = Tensor.zeros(rows, units);
        dw = Tensor.zeros(inputs, units);
        dx = Tensor.zeros(rows, inputs);
        packed = new Packed(new float[Packed.size(rows, units)], rows, units);
        kernels.pack(dz, packed, 0);
        flops = 2.0 * rows * inputs * units;
    }

    private static Tensor random(SplittableRandom random, int rows, int columns) {
        Tensor tensor = Tensor.zeros(rows, columns);
        float[] data = tensor.data();
        for (int i = 0; i < data.length; i++) data[i] = (float) random.nextDouble(-1, 1);
        return tensor;
    }

    /// z = x·w.
    @Benchmark
    public Tensor forward(Flops counter) {
        kernels.multiply(x, w, z);
        counter.add(flops);
        return z;
    }

    /// dw = xᵀ·dz.
    @Benchmark
    public Tensor weights(Flops counter) {
        kernels.multiply(x.transposed(), dz, dw);
        counter.add(flops);
        return dw;
    }

    /// dw = xᵀ·dz for a dz that is packed already.
    @Benchmark
    public Tensor weightsPacked(Flops counter) {
        kernels.multiply(x.transposed(), packed, dw);
        counter.add(flops);
        return dw;
    }

    /// Packs dz, then dw = xᵀ·dz.
    @Benchmark
    public Tensor packAndWeights(Flops counter) {
        kernels.pack(dz, packed, 0);
        kernels.multiply(x.transposed(), packed, dw);
        counter.add(flops);
        return dw;
    }

    /// dx = dz·wᵀ.
    @Benchmark
    public Tensor inputs(Flops counter) {
        kernels.multiply(dz, w.transposed(), dx);
        counter.add(flops);
        return dx;
    }
}

package plumb.bench.jmh;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumb.bench.contest.Net;
import plumb.bench.contest.Plumb;

/// A whole step of training of the networks that the libraries compete on.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmn16m"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class Steps {
    @Param({"small", "medium", "deep", "large", "lenet"})
    public String net = "";

    /// 0 leaves the choice to the engine.
    @Param({"1", "0"})
    public int workers;

    @Param({"false", "true"})
    public boolean statistics;

    private Plumb.Network network = Plumb.network(Net.SMALL, 1, false);
    private double flops;

    @Setup
    public void start() {
        network.close();
        network = Plumb.network(Net.named(net), workers, statistics);
        flops = Net.named(net).flops();
    }

    @TearDown
    public void end() {
        network.close();
    }

    @Benchmark
    public double step(Flops counter) {
        network.step();
        counter.add(flops);
        return network.loss();
    }
}

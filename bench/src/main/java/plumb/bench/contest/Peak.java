package plumb.bench.contest;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The fused multiply-adds that cores do when nothing but registers is touched: the limit of every
/// product.
final class Peak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /// Enough independent sums to hide the latency of each.
    private static final int SUMS = 12;
    private static final int LENGTH = 50_000;

    private Peak() {}

    /// The rate of that many threads together, in GFLOP/s.
    static double measure(int threads, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double[] rates = new double[threads];
        List<Thread> others = new ArrayList<>();
        for (int t = 1; t < threads; t++) {
            int number = t;
            others.add(Thread.ofPlatform().start(() -> rates[number] = rate(end)));
        }
        rates[0] = rate(end);
        double sum = 0;
        try {
            for (Thread thread : others) thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (double rate : rates) sum += rate;
        return sum;
    }

    private static double rate(long end) {
        long began = System.nanoTime();
        long now;
        long loops = 0;
        float sum = 0;
        do {
            sum += loop();
            loops++;
            now = System.nanoTime();
        } while (now < end);
        if (Float.isNaN(sum)) throw new IllegalStateException("the sums are finite");
        return 2.0 * SPECIES.length() * SUMS * LENGTH * loops / (now - began);
    }

    private static float loop() {
        var factor = FloatVector.broadcast(SPECIES, 0.999f);
        var term = FloatVector.broadcast(SPECIES, 0.001f);
        var a = term;
        var b = term;
        var c = term;
        var d = term;
        var e = term;
        var f = term;
        var g = term;
        var h = term;
        var i = term;
        var j = term;
        var k = term;
        var l = term;
        for (int n = 0; n < LENGTH; n++) {
            a = a.fma(factor, term);
            b = b.fma(factor, term);
            c = c.fma(factor, term);
            d = d.fma(factor, term);
            e = e.fma(factor, term);
            f = f.fma(factor, term);
            g = g.fma(factor, term);
            h = h.fma(factor, term);
            i = i.fma(factor, term);
            j = j.fma(factor, term);
            k = k.fma(factor, term);
            l = l.fma(factor, term);
        }
        var sum = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).add(i.add(j).add(k.add(l)));
        return sum.lane(0);
    }
}

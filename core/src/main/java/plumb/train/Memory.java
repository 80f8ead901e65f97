package plumb.train;

import java.util.List;
import java.util.Locale;
import plumb.data.Dataset;
import plumb.nn.Gradients;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.nn.Shape;
import plumb.text.InputError;

/// The memory that a training needs, checked before anything is allocated.
public final class Memory {
    private Memory() {}

    /// The bytes that a training without further metrics allocates, beside its data.
    public static double bytes(Plan plan, Dataset data, int workers) {
        Shape inputs = data.shape();
        long batch = Math.min(plan.batch(), data.train().length);
        return (double) Integer.BYTES * data.train().length
                + Float.BYTES * copies(plan) * (double) plan.network().parameterCount(inputs)
                + Gradients.bytes(plan.network(), inputs, batch, workers)
                + workers * Pass.bytes(plan.network(), inputs, (batch + workers - 1) / workers)
                + Evaluation.bytes(plan.network(), inputs, workers);
    }

    /// @throws InputError if the heap cannot hold it
    static void require(Plan plan, Dataset data, int workers, List<Metric> metrics) {
        Shape inputs = data.shape();
        long parameters = plan.network().parameterCount(inputs);
        long batch = Math.min(plan.batch(), data.train().length);
        double bytes = bytes(plan, data, workers)
                + (metrics.isEmpty()
                        ? 0
                        : Evaluation.keptBytes(plan.network(), inputs,
                                Math.max(data.validation().length, data.test().length)));
        if (bytes > (double) free()) System.gc();
        long free = free();
        String need = "the network needs " + size(bytes) + " of memory to train (" + parameters
                + " parameters), ";
        double largest = Math.max((double) parameters,
                Pass.largest(plan.network(), inputs, batch));
        if (largest > Network.LARGEST) {
            throw new InputError(need + String.format(Locale.ROOT,
                    "with %.0f numbers in one array, which holds at most %d: use smaller layers%s",
                    largest, Network.LARGEST,
                    parameters > Network.LARGEST ? "" : " or batches"));
        }
        if (bytes > (double) free) {
            throw new InputError(need + "but " + size((double) free)
                    + " are free: use smaller layers" + (metrics.isEmpty() ? "" : ", no metrics")
                    + " or a larger heap");
        }
    }

    /// How many numbers there are for each parameter: itself, the optimizer's state, its gradient if all
    /// must be known at once, the best epoch's.
    private static double copies(Plan plan) {
        return 1 + plan.optimizer().buffers() + (plan.clip().needsNorm() ? 1 : 0)
                + (plan.stop() instanceof Stop.Patience ? 1 : 0);
    }

    /// What the heap can still hold; garbage counts as held until it is collected.
    public static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    private static String size(double bytes) {
        boolean large = bytes >= 0x1p30;
        return String.format(Locale.ROOT, large ? "%.1f GiB (%.0f bytes)" : "%.1f MiB (%.0f bytes)",
                bytes / (large ? 0x1p30 : 0x1p20), bytes);
    }
}

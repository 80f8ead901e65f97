package plumb.train;

import java.util.Locale;
import plumb.data.Dataset;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.text.InputError;

/// The memory that a training needs, checked before anything is allocated.
final class Memory {
    private Memory() {}

    /// @throws InputError if the heap cannot hold it
    static void require(Plan plan, Dataset data, int workers) {
        int inputs = data.columns().size();
        long parameters;
        long bytes;
        try {
            parameters = plan.network().parameterCount(inputs);
            long batch = Math.min(plan.batch(), data.train().length);
            long rows = (batch + workers - 1) / workers;
            bytes = Math.addExact(
                    Math.multiplyExact(Float.BYTES * parameters, 1L + plan.optimizer().buffers()),
                    Math.multiplyExact(workers, Pass.bytes(plan.network(), inputs, rows)));
        } catch (ArithmeticException e) {
            parameters = Long.MAX_VALUE;
            bytes = Long.MAX_VALUE;
        }
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (bytes > free || parameters > Network.LARGEST) {
            throw new InputError(
                    "the network needs " + size(bytes) + " of memory to train (" + parameters
                            + " parameters), but " + size(free)
                            + " are free: use smaller layers or a larger heap");
        }
    }

    private static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB (%d bytes)", bytes / (double) (1L << 30),
                        bytes)
                : String.format(Locale.ROOT, "%.1f MiB (%d bytes)", bytes / (double) (1L << 20),
                        bytes);
    }
}

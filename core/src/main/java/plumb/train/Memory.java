package plumb.train;

import java.util.List;
import java.util.Locale;
import plumb.data.Dataset;
import plumb.nn.Gradients;
import plumb.nn.Network;
import plumb.nn.Pass;
import plumb.nn.Shape;
import plumb.text.InputError;

/// The memory that a training or the use of a network needs, checked before it is taken.
public final class Memory {
    private static final String NETWORK = "the network needs";

    private Memory() {}

    /// The bytes that a training without further metrics allocates, beside its data.
    public static double bytes(Plan plan, Dataset data, int workers) {
        Shape inputs = data.shape();
        long batch = plan.batchOf(data);
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
        long batch = plan.batchOf(data);
        double bytes = bytes(plan, data, workers) + keptBytes(plan, data, metrics);
        String purpose = "to train (" + parameters + " parameters)";
        double largest = Math.max((double) parameters,
                Pass.largest(plan.network(), inputs, batch));
        if (largest > Network.LARGEST) {
            throw new InputError(need(NETWORK, bytes, purpose) + String.format(Locale.ROOT,
                    "with %.0f numbers in one array, which holds at most %d: use smaller layers%s",
                    largest, Network.LARGEST,
                    parameters > Network.LARGEST ? "" : " or batches"));
        }
        require(NETWORK, bytes, purpose,
                "smaller layers" + (metrics.isEmpty() ? "" : ", no metrics") + " or ");
    }

    /// The bytes that the answers for all rows of a score are kept in until metrics are measured.
    private static double keptBytes(Plan plan, Dataset data, List<Metric> metrics) {
        return metrics.isEmpty()
                ? 0
                : Evaluation.keptBytes(plan.network(), data.shape(),
                        Math.max(data.validation().length, data.test().length));
    }

    /// Requires room for what scores of a training that has begun will take, and for more.
    ///
    /// @param purpose of the further bytes, "to keep what is measured"
    /// @throws InputError if the heap cannot hold it
    public static void requireBeside(Training training, double more, String purpose) {
        double scores = Evaluation.bytes(training.plan().network(), training.data().shape(),
                training.workers())
                + keptBytes(training.plan(), training.data(), training.settings().metrics());
        require(NETWORK, scores + more, purpose, "fewer or smaller layers or ");
    }

    /// Requires room on the heap.
    ///
    /// @param what takes it, with its verb: "the network needs"
    /// @param purpose what it is taken for; empty if that is plain
    /// @param advice what else there is to use than a larger heap, "smaller layers or "
    /// @throws InputError if the heap cannot hold so much
    public static void require(String what, double bytes, String purpose, String advice) {
        long free = free(bytes);
        if (bytes <= (double) free) return;
        throw new InputError(need(what, bytes, purpose) + "but " + size((double) free)
                + " are free: use " + advice + "a larger heap");
    }

    private static String need(String what, double bytes, String purpose) {
        return what + " " + size(bytes) + " of memory" + (purpose.isEmpty() ? "" : " " + purpose)
                + ", ";
    }

    /// How many numbers there are for each parameter: itself, the optimizer's state, its gradient if all
    /// must be known at once, that of the epoch with the lowest loss.
    private static double copies(Plan plan) {
        return 1 + plan.optimizer().buffers() + (plan.clip().needsNorm() ? 1 : 0)
                + (plan.stop() instanceof Stop.Patience ? 1 : 0);
    }

    /// What the heap can still hold; garbage is collected if `wanted` bytes are more than seem free.
    public static long free(double wanted) {
        if (wanted > (double) free()) System.gc();
        return free();
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    /// So many bytes as text, `1.5 MiB (1572864 bytes)`.
    public static String size(double bytes) {
        boolean large = bytes >= 0x1p30;
        return String.format(Locale.ROOT, large ? "%.1f GiB (%.0f bytes)" : "%.1f MiB (%.0f bytes)",
                bytes / (large ? 0x1p30 : 0x1p20), bytes);
    }
}

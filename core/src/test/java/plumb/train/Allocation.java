package plumb.train;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.optim.Clip;

/// Prints how many bytes all threads together allocate in a step that is added to a history, for
/// networks of several sizes and numbers of workers: the most in three windows of steps in a row,
/// after the compiler has done its work. (Reflection, because no module here requires the one that
/// counts bytes.)
final class Allocation {
    private static final int WINDOW = 500;
    private static final int IN_A_ROW = 3;
    private static final int MOST_WINDOWS = 100;
    private static final long ENOUGH = 256;

    private Allocation() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (String network : new String[] {"dense(8, relu)", "dense(64, gelu) x 2",
                "dense(16, sigmoid) x 50", "dense(32, tanh, l2=0.001) x 2"}) {
            for (int workers = 1; workers <= 2; workers++) {
                for (boolean tally : new boolean[] {true, false}) {
                    System.out.println(
                            measure(network, workers, tally) + " bytes: " + network + ", " + workers
                                    + (workers == 1 ? " worker" : " workers")
                                    + (tally ? ", measured" : ""));
                }
            }
        }
    }

    private static long measure(String network, int workers, boolean tally)
            throws ReflectiveOperationException {
        Dataset data = Generator.of("blobs(200000, centers=3)").generate(1).split(0.001, 1);
        Plan plan = Plan.of(network + "; dense(3, softmax)", "categorical-cross-entropy", "adam")
                .clip(network.contains("l2") ? new Clip.Norm(0.1) : new Clip.None()).batch(48)
                .length(new Length.Steps(Long.MAX_VALUE));
        try (var training = new Training(plan, data,
                Settings.seed(1).workers(workers).probe(tally ? Probe.AUTO : Probe.OFF))) {
            var history = new History();
            long most = 0;
            int low = 0;
            for (int window = 0; window < MOST_WINDOWS && low < IN_A_ROW; window++) {
                long bytes = perStep(training, tally ? history : null);
                most = low == 0 ? bytes : Math.max(most, bytes);
                low = bytes <= ENOUGH ? low + 1 : 0;
            }
            return most;
        }
    }

    private static long perStep(Training training, @Nullable History history)
            throws ReflectiveOperationException {
        long before = allocated();
        for (int i = 0; i < WINDOW; i++) {
            Step step = training.next();
            if (history != null) history.add(step);
        }
        return (allocated() - before) / WINDOW;
    }

    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method bytes = Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getTotalThreadAllocatedBytes");
        return (Long) bytes.invoke(threads);
    }
}

package plumb.train;

import java.lang.reflect.Method;
import plumb.data.Dataset;
import plumb.data.Generator;

/// Prints how many bytes the training thread allocates in a step once it is warm, for networks of
/// several sizes and numbers of workers. (Reflection, because no module here requires the one that
/// counts bytes.)
final class Allocation {
    private static final int WARM_UP = 3000;
    private static final int STEPS = 1000;

    private Allocation() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (String network : new String[] {"dense(8, relu)", "dense(64, gelu) x 2",
                "dense(16, sigmoid) x 12"}) {
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
        Dataset data = Generator.of("blobs(200000, centers=3)").generate(1);
        Plan plan = Plan.of(network + "; dense(3, softmax)", "categorical-cross-entropy", "adam")
                .batch(48).epochs(1);
        try (var training = new Training(plan, data,
                Settings.seed(1).workers(workers).tally(tally))) {
            for (int i = 0; i < WARM_UP; i++) training.next();
            long before = allocated();
            for (int i = 0; i < STEPS; i++) training.next();
            return (allocated() - before) / STEPS;
        }
    }

    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method bytes = Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class);
        return (Long) bytes.invoke(threads, Thread.currentThread().threadId());
    }
}

package plumb.train;

import java.lang.reflect.Method;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.optim.Clip;

/// Prints how many bytes the training thread allocates in a step, for networks of several sizes and
/// numbers of workers: in the first window of steps with few, after the compiler has done its work. (Reflection, because no module here requires the one that
/// counts bytes.)
final class Allocation {
    private static final int WINDOW = 500;
    private static final int MOST_WINDOWS = 400;
    private static final long ENOUGH = 256;

    private Allocation() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (String network : new String[] {"dense(8, relu)", "dense(64, gelu) x 2",
                "dense(16, sigmoid) x 12", "dense(32, tanh, l2=0.001) x 2"}) {
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
            long least = Long.MAX_VALUE;
            for (int window = 0; window < MOST_WINDOWS && least > ENOUGH; window++) {
                long before = allocated();
                for (int i = 0; i < WINDOW; i++) training.next();
                least = Math.min(least, (allocated() - before) / WINDOW);
            }
            return least;
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

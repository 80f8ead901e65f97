package plumb.math;

import java.util.Locale;

/// The kernels this process runs with, and why they are slower than they could be, if so.
///
/// They are chosen when they are first asked for, and once more where the vector kernels prove slow.
/// Both kinds give equal bits, so a change in mid-run changes no result.
record Choice(Kernels kernels, String warning) {
    private static final String WISH = System.getProperty("plumb.kernels", "");

    private static volatile Choice current = new Choice(choose(WISH), "");
    private static boolean warm;

    static Choice current() {
        return current;
    }

    static synchronized void warmUp() {
        if (warm) return;
        warm = true;
        if (current.kernels instanceof VectorKernels && WISH.isEmpty()) {
            current = current.checked(new WarmUp(System::nanoTime), new ScalarKernels());
        }
    }

    /// These kernels, or the others if these are stranded and the others are faster.
    Choice checked(WarmUp warmUp, Kernels others) {
        double gflops = warmUp.run(kernels);
        if (gflops >= WarmUp.FAST || warmUp.run(others) <= gflops) return this;
        return new Choice(others, String.format(Locale.ROOT, "the compiler has left the vector"
                + " kernels at %.2f GFLOP/s: scalar kernels serve instead, and another start may do"
                + " better", gflops));
    }

    static Kernels choose(String wish) {
        return switch (wish) {
            case "scalar" -> new ScalarKernels();
            case "vector" -> {
                if (!VectorModule.present()) {
                    throw new IllegalStateException("plumb.kernels=vector needs"
                            + " --add-modules jdk.incubator.vector on the java command line");
                }
                yield new VectorKernels();
            }
            case "" -> VectorModule.present() && VectorKernels.usable()
                    ? new VectorKernels()
                    : new ScalarKernels();
            default -> throw new IllegalArgumentException(
                    "plumb.kernels=" + wish + ": expected scalar or vector");
        };
    }
}

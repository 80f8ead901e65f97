package plumb.math;

import java.util.Locale;
import java.util.Optional;

/// The kernels this process runs with: chosen when they are first asked for, and once more where the
/// vector kernels prove slow. Both kinds give equal bits, so a change in mid-run changes no result.
final class Choice {
    private static final String WISH = System.getProperty("plumb.kernels", "");

    private static Kernels best = choose(WISH);
    private static boolean warm;
    private static Optional<String> warning = Optional.empty();

    private Choice() {}

    static Kernels best() {
        return best;
    }

    static synchronized void warmUp() {
        if (warm) return;
        warm = true;
        if (!(best instanceof VectorKernels) || !WISH.isEmpty()) return;
        var warmUp = new WarmUp(System::nanoTime);
        double vector = warmUp.run(best);
        var scalar = new ScalarKernels();
        if (stranded(vector) && warmUp.run(scalar) > vector) {
            best = scalar;
            warning = Optional.of(String.format(Locale.ROOT,
                    "the compiler has left the vector kernels"
                            + " at %.2f GFLOP/s: scalar kernels serve instead; another start may do better",
                    vector));
        }
    }

    static boolean stranded(double gflops) {
        return gflops < WarmUp.FAST;
    }

    static synchronized Optional<String> warning() {
        return warning;
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

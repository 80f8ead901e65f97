package plumb.math;

/// The kernels this process runs with, chosen once.
final class Choice {
    static final Kernels BEST = choose(System.getProperty("plumb.kernels", ""));

    private Choice() {}

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

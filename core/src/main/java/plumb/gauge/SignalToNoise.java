package plumb.gauge;

/// The signal-to-noise ratio of a layer's gradient over its last 32 steps.
///
/// For up to 64 parameters, evenly spread, it takes the mean m and the variance s² over the steps;
/// the ratio is √(Σ(m² − s²/32) / Σs²), where s²/32 is what noise alone would give m². It is large
/// where steps agree on a direction and 0 where they cancel.
final class SignalToNoise {
    private static final int STEPS = 32;
    private static final int PARAMETERS = 64;

    private final int from;
    private final int sampled;
    private final int stride;
    private final double[] window;
    private long steps;

    SignalToNoise(int from, int to) {
        this.from = from;
        this.sampled = Math.min(PARAMETERS, to - from);
        this.stride = sampled == 0 ? 0 : (to - from) / sampled;
        this.window = new double[STEPS * sampled];
    }

    /// Adds the gradient of a step and returns the ratio, or NaN before 32 steps.
    double add(float[] gradients) {
        int slot = (int) (steps++ % STEPS);
        for (int i = 0; i < sampled; i++) window[slot * sampled + i] = gradients[from + i * stride];
        if (steps < STEPS || sampled == 0) return Double.NaN;
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < sampled; i++) {
            double sum = 0;
            for (int s = 0; s < STEPS; s++) sum += window[s * sampled + i];
            double mean = sum / STEPS;
            double squares = 0;
            for (int s = 0; s < STEPS; s++) {
                double distance = window[s * sampled + i] - mean;
                squares += distance * distance;
            }
            double variance = squares / (STEPS - 1);
            signal += mean * mean - variance / STEPS;
            noise += variance;
        }
        if (noise == 0) return signal == 0 ? 0 : Double.POSITIVE_INFINITY;
        return Math.sqrt(Math.max(0, signal) / noise);
    }
}

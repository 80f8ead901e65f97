package plumb.gauge;

import plumb.math.State;

/// The signal-to-noise ratio of a layer's gradient over windows of 32 steps.
///
/// For up to 64 sampled parameters it takes the mean m and the variance s² over the steps;
/// the ratio is √(Σ(m² − s²/32) / Σs²), where s²/32 is what noise alone would give m². It is large
/// where steps agree on a direction and 0 where they cancel.
final class SignalToNoise {
    private static final int STEPS = 32;

    private final double[] window;
    private final int sampled;
    private long steps;
    private double ratio = Double.NaN;

    SignalToNoise(int sampled) {
        this.sampled = sampled;
        this.window = new double[STEPS * sampled];
    }

    /// The bytes of a window of so many parameters.
    static double bytes(int sampled) {
        return (double) Double.BYTES * STEPS * sampled;
    }

    /// Adds the sampled gradients of a step and returns the ratio over the last whole window of 32
    /// steps, or NaN before there is one.
    double add(float[] sample) {
        int slot = (int) (steps++ % STEPS);
        for (int i = 0; i < sampled; i++) window[slot * sampled + i] = sample[i];
        if (slot == STEPS - 1 && sampled > 0) ratio = ratio();
        return ratio;
    }

    /// Keeps the window in a state, or takes it from one.
    void state(State state) {
        double[] kept = state.numbers("window", window);
        System.arraycopy(kept, 0, window, 0, window.length);
        double[] rest = state.numbers("ratio", (double) steps, ratio);
        steps = (long) rest[0];
        ratio = rest[1];
    }

    private double ratio() {
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

package plumb.theory;

import plumb.math.Normal;
import plumb.math.Quadrature;
import plumb.nn.Activation;

/// What looks like a sick layer and is expected of a healthy one.
public final class Baseline {
    /// A unit is saturated where its slope is below this share of the steepest.
    private static final double FLAT = 0.1;

    private Baseline() {}

    /// The probability that a unit that is active for half of all inputs is active for none of a batch:
    /// E Φ(−z √(c/(1 − c)))ᴮ for samples whose pre-activations have the correlation c.
    ///
    /// @param correlation 0 ≤ c ≤ 1; at 1 it is 1/2, whatever the batch
    public static double inactiveOnBatch(int batch, double correlation) {
        double between = Math.max(0, correlation);
        if (between >= 1) return 0.5;
        return Quadrature.FINE.expect(x -> Math.pow(Normal.below(-x), batch), 0,
                between / (1 - between));
    }

    /// The share of pre-activations where φ is saturated; 0 for an activation that is not flat at both
    /// ends.
    public static double saturated(Activation.Elementwise phi, Signal z) {
        double steepest = phi.saturatingSlope();
        double deviation = Math.sqrt(z.variance());
        if (steepest == 0 || deviation == 0) return 0;
        double from = 0;
        double to = 1;
        while (phi.slope(to) >= FLAT * steepest) to *= 2;
        for (int i = 0; i < 60; i++) {
            double middle = (from + to) / 2;
            if (phi.slope(middle) >= FLAT * steepest) from = middle;
            else to = middle;
        }
        return Normal.below((-to - z.mean()) / deviation)
                + Normal.below((z.mean() - to) / deviation);
    }
}

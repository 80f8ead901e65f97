package plumb.gauge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The size of the gradient at each time step of a recurrent layer: rms(∂loss/∂h_t), of what came from
/// above and from the step behind together, over rows and units.
///
/// It shows what is lost between time steps only where the loss looks at the last of them, as behind
/// `last`: a loss of its own at every step hides it.
///
/// @param steps the number of time steps
/// @param rms of at most 64 time steps, evenly spread from the first to the last
/// @param decades log10 of the RMS at the first time step over that at the last: below 0 where the
///        gradient fades on its way back; NaN where it is 0 at the last or not finite
/// @param reached the share of time steps with at least a hundredth of the largest RMS
public record TimeProfile(int steps, List<Double> rms, double decades, double reached) {
    /// How many time steps are listed.
    static final int LISTED = 64;
    private static final double HUNDREDTH = 0.01;

    public TimeProfile {
        rms = List.copyOf(rms);
    }

    /// The profile of the RMS at all time steps.
    static TimeProfile of(double[] rms) {
        int steps = rms.length;
        int listed = Math.min(steps, LISTED);
        double largest = Arrays.stream(rms).max().orElse(Double.NaN);
        long reached = Arrays.stream(rms).filter(v -> v > 0 && v >= HUNDREDTH * largest).count();
        return new TimeProfile(steps,
                IntStream.range(0, listed).mapToObj(i -> rms[place(i, listed, steps)]).toList(),
                decades(rms[0], rms[steps - 1]),
                Double.isFinite(largest) ? (double) reached / steps : Double.NaN);
    }

    /// What falls below the smallest float counts as that.
    private static double decades(double first, double last) {
        double decades = Math.log10(Math.max(first, Float.MIN_VALUE)) - Math.log10(last);
        return Double.isFinite(decades) ? decades : Double.NaN;
    }

    private static int place(int i, int listed, int steps) {
        return listed == 1 ? 0 : (int) ((long) i * (steps - 1) / (listed - 1));
    }

    /// The number, from 1, of the time step that an element of [#rms] is of.
    public int step(int i) {
        return 1 + place(i, rms.size(), steps);
    }
}

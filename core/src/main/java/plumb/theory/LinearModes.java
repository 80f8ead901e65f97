package plumb.theory;

/// How a linear network of two layers learns: each mode of the product of its weights by itself, along a
/// sigmoid (Saxe, McClelland & Ganguli, 2013).
///
/// The strength u of a mode of the data's input-output correlations goes from its start towards the
/// mode's singular value s by τ du/dt = 2u(s − u), if inputs are white and both layers begin alike, where
/// τ is one over the learning rate in units of passes. Strong modes are learned first; a start near 0
/// costs its logarithm.
///
/// It misleads where modes do not begin apart from each other, and in networks that are not linear.
public final class LinearModes {
    private LinearModes() {}

    /// The time from one strength of a mode to another,
    /// τ/(2s) · ln[u_to (s − u_from) / (u_from (s − u_to))].
    ///
    /// @param s the singular value that the mode goes to
    /// @param from, to strengths between 0 and s, both excluded
    public static double time(double tau, double s, double from, double to) {
        if (!(0 < from && from < s && 0 < to && to < s)) {
            throw new IllegalArgumentException(
                    "strengths of " + from + " and " + to + ", expected both between 0 and " + s);
        }
        return tau / (2 * s) * Math.log(to * (s - from) / (from * (s - to)));
    }
}

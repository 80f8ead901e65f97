package plumb.theory;

/// A gradient that each step hands on by a gate, while some of it goes through weights that are the same
/// in all steps.
///
/// A step is f + M + ε: the gate's mean, a random matrix, and what differs from step to step. What k
/// times of s steps goes through M takes any of the C(s, k) ways, whose contributions are equal and add
/// before they are squared: without ε the mean square is Bₛ = Σ C(s, k)² f²⁽ˢ⁻ᵏ⁾ mᵏ, which comes to
/// grow by (f + √m)². With weights drawn anew in each step it would grow by f² + m alone. ε ends
/// such a row of equal steps: Sₜ = Bₜ + v Σ Bₛ Sₜ₋₁₋ₛ.
///
/// @param gate f
/// @param matrix m, the mean square that M gives of one of 1
/// @param step the mean square that all of a step gives, f² + m + v
/// @param ends what the first and the last step do beside
record Carried(double gate, double matrix, double step, double ends) {
    /// Later steps do what this one does.
    private static final int MOST_STEPS = 500;

    /// log10 of the RMS behind so many steps.
    double decades(int steps) {
        if (steps < 0) return 0;
        double x = matrix;
        double y = gate * gate;
        double growth = (Math.sqrt(x) + Math.sqrt(y)) * (Math.sqrt(x) + Math.sqrt(y));
        double anew = Math.max(0, step - x - y) / growth;
        int n = Math.min(steps, MOST_STEPS);
        // Both over growthˢ. Bₛ = (y − x)ˢ Pₛ((y + x)/(y − x)) follows the recurrence of Legendre's P.
        var alike = new double[n + 1];
        var all = new double[n + 1];
        for (int s = 0; s <= n; s++) {
            alike[s] = s == 0
                    ? 1
                    : ((2 * s - 1) * (x + y) / growth * alike[s - 1]
                            - (s == 1 ? 0 : (s - 1) * square((y - x) / growth) * alike[s - 2])) / s;
            all[s] = alike[s];
            for (int k = 0; k < s; k++) all[s] += anew * alike[k] * all[s - 1 - k];
        }
        double last = n == 0 ? 0 : Math.log10(all[n] / all[n - 1]);
        return (Math.log10(ends) + Math.log10(all[n]) + (steps - n) * last
                + steps * Math.log10(growth)) / 2;
    }

    private static double square(double value) {
        return value * value;
    }
}

package plumb.text;

/// Conditions on the arguments of values. None of them accepts NaN or an infinity, which have no
/// text form, nor a number that is infinite as a `float`.
public final class Require {
    private Require() {}

    /// Requires a whole number of at least 1.
    ///
    /// @throws InputError if it is not
    public static void atLeastOne(int value, String name) {
        if (value < 1) throw new InputError(name + " must be at least 1, got " + value);
    }

    /// Requires a number.
    ///
    /// @throws InputError if it is not
    public static void finite(double value, String name) {
        require(Double.isFinite(value), value, name, "finite");
    }

    /// Requires a number above 0.
    ///
    /// @throws InputError if it is not
    public static void positive(double value, String name) {
        require(value > 0 && Double.isFinite(value), value, name, "positive");
        require((float) value > 0, value, name, "at least 1.4e-45");
    }

    /// Requires a number of at least 0.
    ///
    /// @throws InputError if it is not
    public static void notNegative(double value, String name) {
        require(value >= 0 && Double.isFinite(value), value, name, "at least 0");
    }

    /// Requires a number of at least 0 and below 1.
    ///
    /// @throws InputError if it is not
    public static void share(double value, String name) {
        require(value >= 0 && value < 1, value, name, "at least 0 and below 1");
    }

    private static void require(boolean holds, double value, String name, String condition) {
        String violated = !holds
                ? condition
                : value > Float.MAX_VALUE
                        ? "below 3.4e38"
                        : value < -Float.MAX_VALUE ? "above -3.4e38" : "";
        if (!violated.isEmpty()) {
            throw new InputError(name + " must be " + violated + ", got " + Grammar.number(value));
        }
    }
}

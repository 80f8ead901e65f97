package plumb.text;

/// Conditions on the arguments of values. None of them accepts NaN or an infinity, which have no
/// text form.
public final class Require {
    private Require() {}

    /// @throws InputError unless the value is at least 1
    public static void atLeastOne(int value, String name) {
        if (value < 1) throw new InputError(name + " must be at least 1, got " + value);
    }

    /// @throws InputError unless the value is a number
    public static void finite(double value, String name) {
        require(Double.isFinite(value), value, name, "finite");
    }

    /// @throws InputError unless the value is above 0
    public static void positive(double value, String name) {
        require(value > 0 && Double.isFinite(value), value, name, "positive");
    }

    /// @throws InputError unless the value is 0 or above
    public static void notNegative(double value, String name) {
        require(value >= 0 && Double.isFinite(value), value, name, "at least 0");
    }

    /// @throws InputError unless the value is at least 0 and below 1
    public static void share(double value, String name) {
        require(value >= 0 && value < 1, value, name, "at least 0 and below 1");
    }

    private static void require(boolean holds, double value, String name, String condition) {
        if (!holds) throw new InputError(name + " must be " + condition + ", got " + Grammar.number(value));
    }
}

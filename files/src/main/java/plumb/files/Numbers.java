package plumb.files;

/// Decimal numbers in texts, `-12.5e3`, read without making a string of each.
final class Numbers {
    /// Whole numbers up to here, and powers of ten up to 10²², are exact in double precision, so one
    /// product or quotient of them is the nearest double (Clinger, 1990).
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
            1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    private static final int POWER = POWERS.length - 1;

    /// Below this the digits of a number still find room in a `long`.
    private static final long ROOM = 100_000_000_000_000_000L;

    /// The bits of a double below those of a float; one bit of them alone is half way between two
    /// floats.
    private static final long LOW = (1L << 29) - 1;
    private static final long HALF = 1L << 28;
    /// More than the units in the last place by which [#near] can be wrong.
    private static final long WRONG = 8;

    private Numbers() {}

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /// The double nearest to the number in a part of a buffer: NaN if it is not one, and infinite if
    /// it is one that no double holds, `nan`, `inf` and `1e999`.
    static double parse(char[] buffer, int from, int to) {
        return parse(buffer, from, to, false);
    }

    /// The same, but for a few units in the last place, where the digits are many.
    static double parseNearby(char[] buffer, int from, int to) {
        return parse(buffer, from, to, true);
    }

    /// The float nearest to the number, with the same two exceptions.
    ///
    /// What rounds to a double rounds on to the same float as that double, unless it lies half way
    /// between two floats: all such points are doubles, and rounding keeps the order.
    static float parseFloat(char[] buffer, int from, int to) {
        double near = parseNearby(buffer, from, to);
        long fromHalf = (Double.doubleToRawLongBits(near) & LOW) - HALF;
        boolean sure = Math.abs(fromHalf) > WRONG && Math.abs(near) >= Float.MIN_NORMAL;
        if (sure || near == 0 || !Double.isFinite(near)) return (float) near;
        return Float.parseFloat(new String(buffer, from, to - from));
    }

    /// @param nearby whether a double near the number will do
    private static double parse(char[] buffer, int from, int to, boolean nearby) {
        int i = from;
        boolean negative = i < to && buffer[i] == '-';
        if (i < to && (negative || buffer[i] == '+')) i++;
        int start = i;
        long mantissa = 0;
        int power = 0;
        for (; i < to && isDigit(buffer[i]); i++) {
            if (mantissa < ROOM) mantissa = mantissa * 10 + buffer[i] - '0';
            else power++;
        }
        int digits = i - start;
        if (i < to && buffer[i] == '.') {
            int point = i++;
            for (; i < to && isDigit(buffer[i]); i++) {
                if (mantissa >= ROOM) continue;
                mantissa = mantissa * 10 + buffer[i] - '0';
                power--;
            }
            digits += i - point - 1;
        }
        if (digits == 0) return word(buffer, start, to);
        if (i < to && (buffer[i] == 'e' || buffer[i] == 'E')) {
            i++;
            boolean small = i < to && buffer[i] == '-';
            if (i < to && (small || buffer[i] == '+')) i++;
            if (i == to) return Double.NaN;
            int exponent = 0;
            for (; i < to && isDigit(buffer[i]); i++) {
                exponent = Math.min(100_000, exponent * 10 + buffer[i] - '0');
            }
            power += small ? -exponent : exponent;
        }
        if (i < to) return Double.NaN;
        boolean exact = mantissa <= EXACT && Math.abs(power) <= POWER;
        if (exact || (nearby && Math.abs(power) <= 2 * POWER)) {
            double value = near(mantissa, power);
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(buffer, from, to - from));
    }

    /// `mantissa · 10^power`, rounded once if both are exact in double precision, else three times
    /// at most; a mantissa that was cut off is wrong by less than one part in 10¹⁷.
    private static double near(long mantissa, int power) {
        double value = mantissa;
        int size = Math.abs(power);
        if (size > POWER) {
            value = power < 0 ? value / POWERS[POWER] : value * POWERS[POWER];
            size -= POWER;
        }
        return power < 0 ? value / POWERS[size] : value * POWERS[size];
    }

    /// The number that a few digits and nothing else are, or −1.
    static int digits(char[] buffer, int from, int to) {
        if (from == to || to - from > 7) return -1;
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(buffer[i])) return -1;
            value = value * 10 + buffer[i] - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static double word(char[] buffer, int from, int to) {
        String word = new String(buffer, from, Math.min(to - from, 9));
        boolean known = word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("inf")
                || word.equalsIgnoreCase("infinity");
        return known ? Double.POSITIVE_INFINITY : Double.NaN;
    }
}

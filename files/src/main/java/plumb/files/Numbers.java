package plumb.files;

/// Decimal numbers in texts, `-12.5e3`, read without making a string of each.
final class Numbers {
    /// Whole numbers up to here, and powers of ten up to 10²², are exact in double precision, so one
    /// product or quotient of them is the nearest double (Clinger, 1990).
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
            1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    private Numbers() {}

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /// The number in a part of a buffer: NaN if it is not one, and infinite if it is one that no
    /// double holds, `nan`, `inf` and `1e999`.
    static double parse(char[] buffer, int from, int to) {
        int i = from;
        if (i < to && (buffer[i] == '-' || buffer[i] == '+')) i++;
        int start = i;
        long mantissa = 0;
        int digits = 0;
        for (; i < to && isDigit(buffer[i]); i++, digits++)
            mantissa = mantissa * 10 + buffer[i] - '0';
        boolean negative = start > from && buffer[from] == '-';
        if (i == to && digits > 0 && digits <= 15) return negative ? -(double) mantissa : mantissa;
        int fraction = 0;
        if (i < to && buffer[i] == '.') {
            for (i++; i < to && isDigit(buffer[i]); i++, fraction++) {
                mantissa = mantissa * 10 + buffer[i] - '0';
            }
        }
        if (digits + fraction == 0) return word(buffer, start, to);
        int exponent = 0;
        if (i < to && (buffer[i] == 'e' || buffer[i] == 'E')) {
            i++;
            boolean small = i < to && buffer[i] == '-';
            if (i < to && (buffer[i] == '-' || buffer[i] == '+')) i++;
            if (i == to) return Double.NaN;
            for (; i < to && isDigit(buffer[i]); i++) {
                exponent = Math.min(100_000, exponent * 10 + buffer[i] - '0');
            }
            if (small) exponent = -exponent;
        }
        if (i < to) return Double.NaN;
        int power = exponent - fraction;
        if (digits + fraction <= 18 && mantissa <= EXACT && Math.abs(power) <= 22) {
            double value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(buffer, from, to - from));
    }

    /// The number that a few digits and nothing else are, or −1.
    static int digits(char[] buffer, int from, int length) {
        if (length == 0 || length > 7) return -1;
        int value = 0;
        for (int i = from, to = from + length; i < to; i++) {
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

package plumb.bench.papers;

import plumb.bench.report.Figures;

/// What is demanded of a number, and the number that was measured.
///
/// @param demand the demand in words; the number must be in [least, most]
record Check(String what, String demand, double least, double most, double obtained) {
    static Check near(String what, double expected, double tolerance, double obtained) {
        return new Check(what, Figures.of(expected) + " ± " + Figures.of(tolerance),
                expected - tolerance, expected + tolerance, obtained);
    }

    /// Within a tenth.
    static Check near(String what, double expected, double obtained) {
        return near(what, expected, Math.abs(expected) / 10, obtained);
    }

    static Check between(String what, double least, double most, double obtained) {
        return new Check(what, Figures.of(least) + " to " + Figures.of(most), least, most,
                obtained);
    }

    static Check atMost(String what, double most, double obtained) {
        return new Check(what, "at most " + Figures.of(most), Double.NEGATIVE_INFINITY, most,
                obtained);
    }

    static Check atLeast(String what, double least, double obtained) {
        return new Check(what, "at least " + Figures.of(least), least, Double.POSITIVE_INFINITY,
                obtained);
    }

    boolean holds() {
        return obtained >= least && obtained <= most;
    }
}

package plumb.app.dashboard;

import plumb.text.InputError;

/// Whole numbers as texts of a query.
final class Numbers {
    private Numbers() {}

    static long whole(String text, long least) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least) return number;
        } catch (NumberFormatException e) {
            // Told like a number that is too small.
        }
        throw new InputError(
                "expected a whole number of " + least + " or more, got \"" + text + "\"");
    }
}

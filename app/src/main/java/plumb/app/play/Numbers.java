package plumb.app.play;

import plumb.text.InputError;

/// Numbers and switches as texts of a query.
final class Numbers {
    private Numbers() {}

    /// A whole number in a range.
    static int whole(String key, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            require(key, number, least, most);
            return number;
        } catch (NumberFormatException e) {
            throw new InputError(key + " must be a whole number from " + least + " to " + most
                    + ", got \"" + text + "\"");
        }
    }

    static void require(String key, long number, long least, long most) {
        if (number >= least && number <= most) return;
        throw new InputError(
                key + " must be a whole number from " + least + " to " + most + ", got " + number);
    }

    /// A seed.
    static long seed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new InputError("seed must be a whole number, got \"" + text + "\"");
        }
    }

    static boolean truth(String key, String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InputError(key + " must be true or false, got \"" + text + "\"");
        };
    }
}

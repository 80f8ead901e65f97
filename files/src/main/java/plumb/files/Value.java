package plumb.files;

import java.util.function.Function;
import plumb.text.InputError;

/// A text that a user gave for a key, and where: `deep.yaml:12:9` or `--set epochs=3`.
record Value(String key, String text, String place) {
    /// What a function makes of the text; its errors name the place.
    <T> T as(Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (InputError e) {
            throw e.at(place);
        }
    }

    /// A whole number, handed on to a function that may have more to ask of it.
    <T> T asWhole(Function<Long, T> parse) {
        return as(t -> {
            try {
                return parse.apply(Long.parseLong(t));
            } catch (NumberFormatException e) {
                throw wrong(t.matches("[+-]?[0-9]+")
                        ? "a whole number below 9223372036854775808"
                        : "a whole number");
            }
        });
    }

    /// A whole number that fits an `int`.
    <T> T asInt(Function<Integer, T> parse) {
        return asWhole(number -> {
            if (number != number.intValue()) throw wrong("a whole number below 2147483648");
            return parse.apply(number.intValue());
        });
    }

    /// A decimal number.
    double asNumber() {
        return as(t -> {
            double number = Numbers.parse(t);
            if (!Double.isFinite(number)) throw wrong("a number");
            return number;
        });
    }

    private InputError wrong(String expected) {
        return new InputError(key + " must be " + expected + ", got \"" + text + "\"");
    }
}

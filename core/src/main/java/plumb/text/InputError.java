package plumb.text;

/// An error in what the user gave: a file, a text, a value. Its message is one line for people and
/// says what was wrong, where, and what was expected.
public final class InputError extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InputError(String message) {
        super(message);
    }

    /// The same error with the place it occurred in put before it, such as `digits.csv:12:3`.
    public InputError at(String place) {
        return new InputError(place + ": " + message());
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}

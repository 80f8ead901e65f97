package plumb.files;

import plumb.text.InputError;

/// A value of a table with its place, as errors tell of it.
///
/// @param row the place of its row
record Cell(TableFile file, long row, int column, String text) {
    /// The error that there is no value where one is needed.
    InputError missing(String why) {
        return text.isEmpty()
                ? new InputError(place() + " is empty: " + why)
                : error("\"" + text + "\" stands for a missing value: " + why);
    }

    /// The error that a row has no target.
    InputError noTarget() {
        return missing("every row needs a target");
    }

    /// The error that the value is no number that a `float` can hold.
    InputError noNumber() {
        return wrong(Double.isNaN(Numbers.parse(text))
                ? "is not a number, but the column is numeric"
                : "is not finite or too large; expected a number below 3.4e38");
    }

    /// The error that the value is not what it must be.
    InputError wrong(String what) {
        return error("\"" + text + "\" " + what);
    }

    /// An error at this place.
    InputError error(String what) {
        return new InputError(place() + ": " + what);
    }

    private String place() {
        return file.place(row) + ": column \"" + file.header().get(column) + "\"";
    }
}

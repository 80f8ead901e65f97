package plumb.nn;

import plumb.text.Default;
import plumb.text.InputError;
import plumb.text.Require;

/// The values of a row in another shape: `reshape(steps, features)` is a sequence,
/// `reshape(height, width, channels)` an image.
public record Reshape(int first, int second, @Default("0") int third) implements Layer.View {
    public Reshape {
        Require.atLeastOne(first, "the first size");
        Require.atLeastOne(second, "the second size");
        if (third < 0) throw new InputError("the third size must be at least 1");
    }

    @Override
    public Shape outputs(Shape inputs) {
        double size = (double) first * second * Math.max(1, third);
        if (size != inputs.size()) {
            throw new InputError(this + " makes " + (long) size + " values, but a row has "
                    + inputs.size() + " (" + inputs + ")");
        }
        return third == 0 ? Shape.of(first, second) : Shape.of(first, second, third);
    }

    /// The sizes without names.
    @Override
    public String toString() {
        return "reshape(" + first + ", " + second + (third == 0 ? "" : ", " + third) + ")";
    }
}

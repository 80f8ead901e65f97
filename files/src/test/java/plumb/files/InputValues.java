package plumb.files;

import plumb.data.Inputs;

/// The numbers of inputs, one row after another.
final class InputValues {
    private InputValues() {}

    static float[] of(Inputs inputs) {
        var values = new float[inputs.rows() * inputs.width()];
        for (int row = 0; row < inputs.rows(); row++) {
            inputs.read(row, values, row * inputs.width());
        }
        return values;
    }
}

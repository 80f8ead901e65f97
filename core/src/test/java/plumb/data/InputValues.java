package plumb.data;

/// The numbers of inputs, one row after another.
public final class InputValues {
    private InputValues() {}

    public static float[] of(Inputs inputs) {
        var values = new float[inputs.rows() * inputs.width()];
        for (int row = 0; row < inputs.rows(); row++) {
            inputs.read(row, values, row * inputs.width());
        }
        return values;
    }
}

package plumb.math;

/// Where an object keeps the numbers that make it up, by name, and finds them again.
///
/// One method of the object serves both ways: it hands over each of its values and goes on with what
/// it is given. While the object is kept that is the same value; while it is put back, the one that
/// was kept under this name. Whole numbers below 2⁵³ are kept exactly as doubles.
///
/// Putting back ends with an [plumb.text.InputError] where a value was not kept, or has another length.
public interface State {
    /// An array whose length never changes: it is filled in place.
    void fill(String name, float[] values);

    /// An array of any length.
    float[] floats(String name, float[] values);

    /// Numbers, of any length.
    double[] numbers(String name, double... values);

    /// A text, as the numbers of its characters.
    default String text(String name, String value) {
        var text = new StringBuilder();
        for (double c : numbers(name, value.chars().asDoubleStream().toArray())) {
            text.append((char) c);
        }
        return text.toString();
    }

    /// This state under names that begin with `part` and a dot.
    default State part(String part) {
        return new Part(this, part + ".");
    }

    /// The part of a state.
    record Part(State whole, String prefix) implements State {
        @Override
        public void fill(String name, float[] values) {
            whole.fill(prefix + name, values);
        }

        @Override
        public float[] floats(String name, float[] values) {
            return whole.floats(prefix + name, values);
        }

        @Override
        public double[] numbers(String name, double... values) {
            return whole.numbers(prefix + name, values);
        }
    }
}

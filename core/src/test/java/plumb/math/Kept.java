package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A state in memory: it keeps copies first and puts them back once it is told to.
public final class Kept implements State {
    private final Map<String, float[]> floats = new LinkedHashMap<>();
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    private boolean back;

    /// From now on values are put back.
    public Kept back() {
        back = true;
        return this;
    }

    @Override
    public void fill(String name, float[] values) {
        float[] kept = floats(name, values);
        assertThat(kept).as(name).hasSameSizeAs(values);
        System.arraycopy(kept, 0, values, 0, values.length);
    }

    @Override
    public float[] floats(String name, float[] values) {
        if (back) return Objects.requireNonNull(floats.get(name), name).clone();
        assertThat(floats.put(name, values.clone())).as(name).isNull();
        return values;
    }

    @Override
    public double[] numbers(String name, double... values) {
        if (back) return Objects.requireNonNull(numbers.get(name), name).clone();
        assertThat(numbers.put(name, values.clone())).as(name).isNull();
        return values;
    }

    /// What the values take, without their names.
    public double bytes() {
        return Float.BYTES * floats.values().stream().mapToDouble(values -> values.length).sum()
                + Double.BYTES
                        * numbers.values().stream().mapToDouble(values -> values.length).sum();
    }

    /// Equal bits under equal names.
    public void assertEquals(Kept other) {
        assertThat(floats.keySet()).isEqualTo(other.floats.keySet());
        assertThat(numbers.keySet()).isEqualTo(other.numbers.keySet());
        floats.forEach((name, values) -> assertThat(values).as(name)
                .isEqualTo(other.floats.get(name)));
        numbers.forEach((name, values) -> assertThat(values).as(name)
                .isEqualTo(other.numbers.get(name)));
    }
}

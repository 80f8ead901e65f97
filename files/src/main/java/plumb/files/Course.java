package plumb.files;

import java.util.Arrays;

/// The values of one number at rising steps, and their least, mean and largest over spans of steps.
public final class Course {
    private long[] steps = new long[16];
    private float[] values = new float[16];
    private int size;

    /// The values over the spans that begin at some steps; NaN where a span has none.
    public record Spans(long[] begins, double[] least, double[] mean, double[] most) {}

    void add(long step, double value) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        steps[size] = step;
        values[size++] = (float) value;
    }

    void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /// The last step; 0 without one.
    public long last() {
        return size == 0 ? 0 : steps[size - 1];
    }

    /// The value at a step, or the last before it; NaN without one.
    public double at(long step) {
        int found = Arrays.binarySearch(steps, 0, size, step);
        int i = found >= 0 ? found : -found - 2;
        return i < 0 ? Double.NaN : values[i];
    }

    /// This divided by another with the same steps.
    Course over(Course other) {
        var ratio = new Course();
        for (int i = 0; i < size; i++) ratio.add(steps[i], values[i] / other.values[i]);
        return ratio;
    }

    /// log10 of the values; NaN where that is not finite.
    Course decades() {
        var decades = new Course();
        for (int i = 0; i < size; i++) {
            double value = Math.log10(values[i]);
            decades.add(steps[i], Double.isFinite(value) ? value : Double.NaN);
        }
        return decades;
    }

    /// The values from one step to another in at most so many spans: none is shorter than the distance of
    /// two values.
    public Spans spans(long from, long to, int most) {
        int first = index(from);
        int end = index(to + 1);
        int count = Math.min(most, end - first);
        var spans = new Spans(new long[count], new double[count], new double[count],
                new double[count]);
        for (int s = 0; s < count; s++) {
            fill(spans, s, first + (int) ((long) s * (end - first) / count),
                    first + (int) ((s + 1L) * (end - first) / count));
        }
        return spans;
    }

    private int index(long step) {
        int found = Arrays.binarySearch(steps, 0, size, step);
        return found >= 0 ? found : -found - 1;
    }

    private void fill(Spans spans, int span, int begin, int end) {
        double least = Double.NaN;
        double most = Double.NaN;
        double sum = 0;
        int n = 0;
        for (int i = begin; i < end; i++) {
            double value = values[i];
            if (Double.isNaN(value)) continue;
            least = n == 0 ? value : Math.min(least, value);
            most = n == 0 ? value : Math.max(most, value);
            sum += value;
            n++;
        }
        spans.begins[span] = steps[begin];
        spans.least[span] = least;
        spans.mean[span] = n == 0 ? Double.NaN : sum / n;
        spans.most[span] = most;
    }
}

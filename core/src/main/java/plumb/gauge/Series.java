package plumb.gauge;

import java.util.Arrays;
import plumb.math.State;

/// The course of one number over a training of any length, in fixed memory.
///
/// The course is kept in at most 2048 buckets of equal width, each with the smallest, mean, largest
/// and last value that fell into it; when all are full, neighbors merge and a bucket covers twice as
/// many values. The first 10 values' mean and the last 512 values are kept exactly. NaN marks an
/// absent value and is passed over.
public final class Series {
    static final int BUCKETS = 2048;
    static final int RECENT = 512; // a power of two
    /// How many values at the beginning and the end make up a mean of their own.
    public static final int ENDS = 10;

    /// What fell into one bucket, which began with value number `first`, from 0.
    public record Bucket(long first, double least, double mean, double most, double last) {}

    private float[] least = new float[16];
    private float[] mean = new float[16];
    private float[] most = new float[16];
    private float[] last = new float[16];
    private float[] recent = new float[16];
    /// A bucket covers 2^shift values.
    private int shift;
    private long count;
    private double start = Double.NaN;
    private double firstSum;
    private int firstCount;

    /// Adds the next value.
    void add(double value) {
        long position = count++;
        if (recent.length < RECENT && position == recent.length)
            recent = Arrays.copyOf(recent, 2 * recent.length);
        recent[(int) (position & (RECENT - 1))] = (float) value;
        if (position == 0) start = value;
        if (position < ENDS && !Double.isNaN(value)) {
            firstSum += value;
            firstCount++;
        }
        if (position >> shift == BUCKETS) merge();
        int bucket = (int) (position >> shift);
        if (bucket == least.length) grow();
        long within = position & ((1L << shift) - 1);
        if (within == 0) {
            set(bucket, (float) value, (float) value, (float) value, (float) value);
        } else {
            set(bucket, least(least[bucket], (float) value),
                    Double.isNaN(value)
                            ? mean[bucket]
                            : Float.isNaN(mean[bucket])
                                    ? (float) value
                                    : (float) ((mean[bucket] * within + value) / (within + 1)),
                    most(most[bucket], (float) value), (float) value);
        }
    }

    /// Makes the course as large as one of so many values: with absent ones, of which it has no mean.
    void fill(long values) {
        for (long i = count; i < Math.min(values, BUCKETS); i++) add(Double.NaN);
    }

    /// Keeps the course in a state, or takes it from one.
    void state(State state) {
        double[] kept = state.numbers("counts", (double) count, shift, start, firstSum, firstCount);
        count = (long) kept[0];
        shift = (int) kept[1];
        start = kept[2];
        firstSum = kept[3];
        firstCount = (int) kept[4];
        if (count == 0) return;
        least = state.floats("least", least);
        mean = state.floats("mean", mean);
        most = state.floats("most", most);
        last = state.floats("last", last);
        recent = state.floats("recent", recent);
    }

    /// The bytes of a course of so many values, at most; those of its five arrays before their first
    /// number are 16 each.
    static int bytes(long values) {
        return Float.BYTES * (4 * room(values, BUCKETS) + room(values, RECENT)) + 5 * 16;
    }

    /// How long an array is that began with 16 numbers and doubled until it held these, or is full.
    private static int room(long values, int most) {
        return values >= most ? most : Math.max(16, Integer.highestOneBit((int) values) * 2);
    }

    private void set(int bucket, float low, float middle, float high, float end) {
        least[bucket] = low;
        mean[bucket] = middle;
        most[bucket] = high;
        last[bucket] = end;
    }

    private void merge() {
        for (int i = 0; i < BUCKETS / 2; i++) {
            int a = 2 * i;
            int b = a + 1;
            float middle = Float.isNaN(mean[a])
                    ? mean[b]
                    : Float.isNaN(mean[b]) ? mean[a] : (float) (((double) mean[a] + mean[b]) / 2);
            set(i, least(least[a], least[b]), middle, most(most[a], most[b]), last[b]);
        }
        shift++;
    }

    private void grow() {
        least = Arrays.copyOf(least, 2 * least.length);
        mean = Arrays.copyOf(mean, 2 * mean.length);
        most = Arrays.copyOf(most, 2 * most.length);
        last = Arrays.copyOf(last, 2 * last.length);
    }

    private static float least(float a, float b) {
        return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
    }

    private static float most(float a, float b) {
        return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.max(a, b);
    }

    /// How many values were added.
    public long count() {
        return count;
    }

    /// How many values one bucket covers.
    public long width() {
        return 1L << shift;
    }

    /// The number of buckets in use.
    public int buckets() {
        return (int) ((count + width() - 1) >> shift);
    }

    public Bucket bucket(int i) {
        return new Bucket(i * width(), least[i], mean[i], most[i], last[i]);
    }

    /// The very first value; NaN if it is absent.
    public double start() {
        return start;
    }

    /// The mean of the first 10 values that are not absent; NaN without one.
    public double first() {
        return firstCount == 0 ? Double.NaN : firstSum / firstCount;
    }

    /// The mean of the last 10 values that are not absent; NaN without one.
    public double last() {
        return recentMean(ENDS);
    }

    /// The mean of the last `values` values, at most 512, that are not absent; NaN without one.
    public double recentMean(int values) {
        double sum = 0;
        int n = 0;
        for (long i = Math.max(0, count - Math.min(values, RECENT)); i < count; i++) {
            float value = recent[(int) (i & (RECENT - 1))];
            if (!Float.isNaN(value)) {
                sum += value;
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /// The largest value so far; NaN without one.
    public double most() {
        float largest = Float.NaN;
        for (int i = 0; i < buckets(); i++) largest = most(largest, most[i]);
        return largest;
    }

    /// The smallest value so far; NaN without one.
    public double least() {
        float smallest = Float.NaN;
        for (int i = 0; i < buckets(); i++) smallest = least(smallest, least[i]);
        return smallest;
    }
}

package plumb.nn;

import java.util.Arrays;
import plumb.math.Kernels;
import plumb.math.Sums;
import plumb.math.Tensor;

/// What the engine counts of one layer while it trains: raw numbers of one step, no opinion.
///
/// Each worker fills its own tallies; they are merged in the order of the workers. The largest slope
/// per unit alone is kept over many steps, until [#startWindow].
public final class Tally {
    /// How many rows of a batch were counted, and how many units a row has.
    public long rows;
    public final int units;
    public final Sums preactivation = new Sums();
    public final Sums output = new Sums();
    /// Of ∂loss/∂y; nothing is counted where the loss gives ∂loss/∂z directly.
    public final Sums outputGradient = new Sums();
    /// Of δ = ∂loss/∂z.
    public final Sums delta = new Sums();
    public final Sums slope = new Sums();
    /// On how many (row, unit) pairs the slope was below a tenth of the activation's largest.
    public long saturated;
    /// Whether slopes and output gradients were counted.
    public boolean slopesCounted;
    /// The largest |slope| each unit had in this window of steps; 0 for a unit that passed no
    /// gradient.
    public final float[] peakSlope;
    public long windowRows;
    /// Of all parameters of the layer, their gradients, and the change this step made to them.
    public final Sums parameters = new Sums();
    public final Sums gradients = new Sums();
    public final Sums updates = new Sums();

    private final boolean on;

    /// A tally of a layer of `units` units that counts nothing unless it is `on`.
    public Tally(int units, boolean on) {
        this.units = units;
        this.on = on;
        this.peakSlope = new float[units];
    }

    /// Whether anything is counted.
    public boolean on() {
        return on;
    }

    void forward(Tensor z, Tensor y) {
        if (!on) return;
        rows += z.rows();
        count(z, preactivation);
        count(y, output);
    }

    void outputGradient(Tensor dy) {
        if (on) count(dy, outputGradient);
    }

    void slope(Tensor slopes, double largestSlope) {
        if (!on) return;
        slopesCounted = true;
        windowRows += slopes.rows();
        count(slopes, slope);
        float[] s = slopes.data();
        for (int row = 0; row < slopes.size(); row += units) {
            for (int j = 0; j < units; j++)
                peakSlope[j] = Math.max(peakSlope[j], Math.abs(s[row + j]));
        }
        if (largestSlope > 0) {
            float threshold = (float) (largestSlope / 10);
            int below = 0;
            for (int i = 0, n = slopes.size(); i < n; i++) below += s[i] < threshold ? 1 : 0;
            saturated += below;
        }
    }

    void delta(Tensor dz) {
        if (on) count(dz, delta);
    }

    /// Becomes the sum of what several workers counted of the same layer in the same step.
    public void merge(Iterable<Tally> workers) {
        startStep();
        startWindow();
        for (Tally worker : workers) add(worker);
    }

    private void add(Tally other) {
        rows += other.rows;
        preactivation.add(other.preactivation);
        output.add(other.output);
        outputGradient.add(other.outputGradient);
        delta.add(other.delta);
        slope.add(other.slope);
        saturated += other.saturated;
        slopesCounted |= other.slopesCounted;
        windowRows += other.windowRows;
        for (int j = 0; j < units; j++) peakSlope[j] = Math.max(peakSlope[j], other.peakSlope[j]);
    }

    /// Forgets the step, not the window.
    public void startStep() {
        rows = 0;
        preactivation.clear();
        output.clear();
        outputGradient.clear();
        delta.clear();
        slope.clear();
        saturated = 0;
        slopesCounted = false;
        parameters.clear();
        gradients.clear();
        updates.clear();
    }

    /// Starts a new window for [#peakSlope].
    public void startWindow() {
        windowRows = 0;
        Arrays.fill(peakSlope, 0);
    }

    private static void count(Tensor t, Sums sums) {
        Kernels.best().tally(t.data(), t.offset(), t.size(), sums);
    }
}

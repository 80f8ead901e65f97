package plumb.nn;

import java.util.Arrays;
import java.util.List;
import plumb.math.Distribution;
import plumb.math.Kernels;
import plumb.math.Magnitudes;
import plumb.math.State;
import plumb.math.Sums;
import plumb.math.Tensor;

/// What the engine counts of one layer while it trains: raw numbers of one step, no opinion.
///
/// Each worker fills its own tallies; they are merged in the order of the workers. Which units are
/// live alone is kept over many steps, until [#startWindow].
public final class Tally {
    /// How many matrix rows of a batch were counted, and how many units one has.
    public long rows;
    public final int units;
    public final Sums preactivation = new Sums();
    /// Σ z/|z| over the matrix rows that are not 0, and how many these are, in a step for which
    /// [#directed] is set.
    private final double[] directions;
    private long rowsWithDirection;
    private boolean directed;
    /// Of z, in a step for which [#distributed] is set; nothing is counted where there is none.
    public final Distribution distribution = new Distribution();
    private boolean distributed;
    public final Sums output = new Sums();
    /// Of ∂loss/∂y; nothing is counted where the loss gives ∂loss/∂z directly.
    public final Sums outputGradient = new Sums();
    /// Of the gradient that comes out of a block's branch, counted in the first layer of the branch.
    public final Sums branchGradient = new Sums();
    public long branchValues;
    /// Of δ = ∂loss/∂z; where there is no `z`, of ∂loss/∂y.
    public final Sums delta = new Sums();
    public final Sums slope = new Sums();
    /// On how many (row, unit) pairs the slope was below a tenth of the activation's largest.
    public long saturated;
    /// Whether slopes, and output gradients, were counted.
    public boolean slopesCounted;
    public boolean outputGradientCounted;
    /// 1 for each unit that let a gradient through in this window of steps, having a slope other than
    /// 0; else 0.
    public final float[] live;
    private boolean allLive;
    public long windowRows;
    /// Of all parameters of the layer, their gradients, and the change this step made to them.
    public final Sums parameters = new Sums();
    public final Sums gradients = new Sums();
    public final Sums updates = new Sums();
    /// Σ (∂loss/∂h)² at each step of a recurrent layer, of what came from above and from the step behind
    /// together; empty for other layers.
    public final double[] stepGradients;
    /// The gradients of up to 64 parameters, evenly spread over the layer's.
    public final float[] sample;

    /// Of δ and of the gradients of the parameters, in a step for which [#histograms] is set.
    public final Magnitudes deltaMagnitudes = new Magnitudes();
    public final Magnitudes gradientMagnitudes = new Magnitudes();
    /// Whether this step counts magnitudes, and whether it is timed.
    public boolean histograms;
    public boolean timed;
    /// How long counting took in a timed step.
    public long nanoseconds;

    private static final int SAMPLED = 64;

    private final boolean on;
    private final Sums ofStep = new Sums();

    /// A tally of a layer of `units` units, so many parameters and, if it is recurrent, steps; it counts
    /// nothing unless it is `on`.
    public Tally(int units, int parameters, int steps, boolean on) {
        this.units = units;
        this.on = on;
        this.sample = new float[sampled(parameters)];
        this.live = new float[units];
        this.directions = new double[units];
        this.stepGradients = new double[steps];
    }

    /// How many of a layer's parameters have their gradients sampled.
    public static int sampled(int parameters) {
        return Math.min(SAMPLED, parameters);
    }

    /// Whether anything is counted.
    public boolean on() {
        return on;
    }

    void preactivation(Tensor z) {
        if (!on) return;
        long began = begin();
        squares(z, preactivation);
        if (directed) addDirections(z);
        if (distributed) distribution.add(z.data(), z.offset(), z.size());
        end(began);
    }

    /// The pre-activations of a layer that keeps them where no frame sees them.
    void distribution(float[] z, int n) {
        if (!on || !distributed) return;
        long began = begin();
        distribution.add(z, 0, n);
        end(began);
    }

    private void addDirections(Tensor z) {
        for (int row = 0; row < z.rows(); row++) {
            int at = z.offset() + row * units;
            double square = 0;
            for (int j = 0; j < units; j++) square += (double) z.data()[at + j] * z.data()[at + j];
            if (square == 0) continue;
            double size = Math.sqrt(square);
            for (int j = 0; j < units; j++) directions[j] += z.data()[at + j] / size;
            rowsWithDirection++;
        }
    }

    /// The mean cosine of the angle between z of two different matrix rows: 1 if all have one direction;
    /// NaN where it was not counted, or fewer than two rows are not 0.
    public double cosine() {
        double n = rowsWithDirection;
        if (!directed || n < 2) return Double.NaN;
        double square = 0;
        for (double sum : directions) square += sum * sum;
        return (square - n) / (n * (n - 1));
    }

    void output(Tensor y) {
        if (!on) return;
        long began = begin();
        rows += y.rows();
        Kernels.best().squaresAndZeros(y.data(), y.offset(), y.size(), output);
        end(began);
    }

    void outputGradient(Tensor dy) {
        if (!on) return;
        long began = begin();
        outputGradientCounted = true;
        squares(dy, outputGradient);
        end(began);
    }

    /// @param saturating the largest slope of an activation that is flat at both ends, else 0
    void slope(Tensor slopes, double saturating) {
        if (!on) return;
        long began = begin();
        slopesCounted = true;
        squares(slopes, slope);
        if (!allLive) Kernels.best().nonzero(slopes, live);
        if (saturating > 0) {
            saturated += Kernels.best().below((float) (saturating / 10), slopes.data(),
                    slopes.offset(), slopes.size());
        }
        end(began);
    }

    /// The gradient that comes into a layer without a nonlinearity, ∂loss/∂y and δ in one.
    void gradient(Tensor dy) {
        outputGradient(dy);
        delta(dy);
    }

    /// The gradient that comes out of the branch of a block, before that which skipped it is added.
    void branchGradient(Tensor dx) {
        if (!on) return;
        long began = begin();
        branchValues += dx.size();
        squares(dx, branchGradient);
        end(began);
    }

    void delta(Tensor dz) {
        if (!on) return;
        long began = begin();
        Kernels.best().squaresAndSubnormals(dz.data(), dz.offset(), dz.size(), delta);
        if (histograms) deltaMagnitudes.add(dz.data(), dz.offset(), dz.size());
        end(began);
    }

    /// Rows of ∂loss/∂h at one step of a recurrent layer.
    void stepGradient(int step, Tensor dh) {
        if (!on) return;
        long began = begin();
        ofStep.clear();
        squares(dh, ofStep);
        stepGradients[step] += ofStep.squares;
        end(began);
    }

    private boolean allLive() {
        for (float unit : live) if (unit == 0) return false;
        return true;
    }

    private long begin() {
        return timed ? System.nanoTime() : 0;
    }

    private void end(long began) {
        if (timed) nanoseconds += System.nanoTime() - began;
    }

    /// Ends a step: adds what other workers counted of the same layer in it.
    public void merge(List<Tally> others) {
        for (int i = 0; i < others.size(); i++) add(others.get(i));
        if (slopesCounted) windowRows += rows;
    }

    private void add(Tally other) {
        rows += other.rows;
        preactivation.add(other.preactivation);
        output.add(other.output);
        outputGradient.add(other.outputGradient);
        delta.add(other.delta);
        slope.add(other.slope);
        if (histograms) deltaMagnitudes.add(other.deltaMagnitudes);
        if (distributed) distribution.add(other.distribution);
        nanoseconds += other.nanoseconds;
        saturated += other.saturated;
        slopesCounted |= other.slopesCounted;
        outputGradientCounted |= other.outputGradientCounted;
        branchGradient.add(other.branchGradient);
        branchValues += other.branchValues;
        for (int t = 0; t < stepGradients.length; t++) stepGradients[t] += other.stepGradients[t];
        rowsWithDirection += other.rowsWithDirection;
        for (int j = 0; j < units; j++) {
            live[j] = Math.max(live[j], other.live[j]);
            directions[j] += other.directions[j];
        }
    }

    /// Starts a step: forgets the last, but not the window.
    public void startStep(boolean withHistograms, boolean withDistribution, boolean withTime,
            boolean withDirections) {
        histograms = withHistograms;
        timed = withTime;
        if (distributed) distribution.clear();
        distributed = withDistribution;
        if (directed) Arrays.fill(directions, 0);
        rowsWithDirection = 0;
        directed = withDirections;
        nanoseconds = 0;
        if (histograms) {
            deltaMagnitudes.clear();
            gradientMagnitudes.clear();
        }
        allLive = allLive || allLive();
        rows = 0;
        preactivation.clear();
        output.clear();
        outputGradient.clear();
        delta.clear();
        slope.clear();
        saturated = 0;
        slopesCounted = false;
        outputGradientCounted = false;
        branchGradient.clear();
        branchValues = 0;
        Arrays.fill(stepGradients, 0);
        parameters.clear();
        gradients.clear();
        updates.clear();
    }

    /// Starts a new window for [#live].
    public void startWindow() {
        windowRows = 0;
        allLive = false;
        Arrays.fill(live, 0);
    }

    /// Keeps the window in a state, or takes it from one.
    public void state(State state) {
        state.fill("live", live);
        windowRows = (long) state.numbers("rows", (double) windowRows)[0];
        allLive = false;
    }

    private static void squares(Tensor t, Sums sums) {
        Kernels.best().squares(t.data(), t.offset(), t.size(), sums);
    }
}

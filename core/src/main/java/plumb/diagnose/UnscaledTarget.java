package plumb.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import plumb.data.Scaling;
import plumb.data.Target;

/// The values to predict are far from size 1, so errors and with them the first steps are far too
/// large, or far too small.
record UnscaledTarget() implements Symptom {
    /// An RMS of the target above this is large.
    static final double LARGE = 10;
    static final double SMALL = 0.01;

    @Override
    public Optional<Finding> find(Evidence e) {
        if (!(e.data().target() instanceof Target.Values values)) return Optional.empty();
        int width = values.width();
        Scaling scaling = e.plan().scaleTarget().fit(values.of(), width, e.data().train());
        var squares = new double[width];
        var scaled = new float[width];
        for (int row : e.data().train()) {
            scaling.apply(values.of(), row * width, scaled, 0);
            for (int j = 0; j < width; j++) squares[j] += (double) scaled[j] * scaled[j];
        }
        double rms = Arrays.stream(squares).map(s -> Math.sqrt(s / e.data().train().length))
                .boxed().max(Comparator.comparingDouble(UnscaledTarget::decades)).orElseThrow();
        if (rms <= LARGE && (rms >= SMALL || rms == 0)) return Optional.empty();
        return Optional.of(new Sign(this, 2 * Math.abs(Math.log10(rms)),
                (width == 1 ? "The values" : "Of " + width + " targets the values of one")
                        + " to predict have an RMS of " + Words.number(rms)
                        + ", where about 1 is expected.")
                .measured("targetRms", rms, rms > LARGE ? LARGE : SMALL)
                .causes(Cause.only("target"))
                .remedies("scale-targets", "set-learning-rate")
                .finding());
    }

    /// How far a size is from 1; a target that is 0 in all rows is not.
    private static double decades(double rms) {
        return rms == 0 ? 0 : Math.abs(Math.log10(rms));
    }
}

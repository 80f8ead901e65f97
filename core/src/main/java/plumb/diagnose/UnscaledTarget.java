package plumb.diagnose;

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
        Scaling scaling = e.plan().scaleTarget().fit(values.of(), 1, e.data().train());
        double squares = 0;
        var scaled = new float[1];
        for (int row : e.data().train()) {
            scaling.apply(values.of(), row, scaled, 0);
            squares += (double) scaled[0] * scaled[0];
        }
        double rms = Math.sqrt(squares / e.data().train().length);
        if (rms <= LARGE && (rms >= SMALL || rms == 0)) return Optional.empty();
        return Optional.of(new Sign(this, 2 * Math.abs(Math.log10(rms)),
                "The values to predict have an RMS of " + Words.number(rms)
                        + ", where about 1 is expected.")
                .measured("targetRms", rms, rms > LARGE ? LARGE : SMALL)
                .causes(Cause.only("target"))
                .remedies("scale-targets", "set-learning-rate")
                .finding());
    }
}

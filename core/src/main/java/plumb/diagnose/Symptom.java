package plumb.diagnose;

import java.util.Optional;
import plumb.text.Grammar;

/// A way in which a network shows that it is not well: measures, compares with a threshold, and says
/// what it means. It holds no opinion on how bad that is; [Diagnosis] judges by the consequence.
sealed interface Symptom
        permits OutputLossMismatch, BornDead, DeadUnits, IdenticalUnits, SaturatedUnits,
        VanishingGradient, ExplodingGradient, CorrelationCollapse, PoorInitialization,
        UnscaledInput,
        UnscaledTarget, LearningRateTooHigh, LearningRateTooLow, FrozenLayer,
        HalfPrecisionUnderflow,
        Overfitting, Diverged, NotLearning, WorseThanYardstick, OscillatingLoss {

    /// Looks at the evidence; empty if the symptom is not there.
    Optional<Finding> find(Evidence evidence);

    /// Whether this is the failure itself rather than something that causes one.
    default boolean consequence() {
        return false;
    }

    /// How bad this is at most. What causes no failure is as bad as that, whatever the consequence.
    default Severity most() {
        return Severity.ERROR;
    }

    /// The stable name, such as `vanishing-gradient`.
    default String id() {
        return Grammar.name(getClass());
    }
}

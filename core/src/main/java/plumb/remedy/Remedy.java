package plumb.remedy;

import plumb.text.Grammar;
import plumb.train.Plan;
import plumb.train.Training;

/// One change to a plan that treats a finding: a function from plan to plan.
public sealed interface Remedy
        permits SetLearningRate, ScaleInputs, ScaleTargets, SwapActivation, Initialize,
        SwapRecurrent, Normalize, AddSkips, ClipGradients, OptimizeWith, WarmUp, SetOutput,
        Revive {

    /// Where a training with a remedy begins, while the unrepaired one runs.
    enum Start {
        /// With step 1.
        ANEW,
        /// From the last state without an error: the weights and what the optimizer keeps mean the same.
        KEPT,
        /// From where it stands.
        PRESENT
    }

    Plan apply(Plan plan);

    /// The change in words, such as `activation of layers 1 to 8: sigmoid → relu`.
    String change(Plan plan);

    /// How much of the plan it touches, to prefer the smaller of two changes that work equally well.
    int size();

    /// Whether it sets right what training cannot make up for, such as inputs in the thousands: a slow start
    /// does not speak against it.
    default boolean mends() {
        return this instanceof ScaleInputs || this instanceof ScaleTargets
                || this instanceof SetOutput;
    }

    default Start start() {
        return Start.ANEW;
    }

    /// What it changes in a training of the plan it makes, where that begins; most change the plan alone.
    default void change(Training training) {}

    /// The name that findings call it by.
    default String name() {
        return Grammar.name(getClass());
    }
}

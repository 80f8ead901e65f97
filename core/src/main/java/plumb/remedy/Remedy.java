package plumb.remedy;

import plumb.text.Grammar;
import plumb.train.Plan;

/// One change to a plan that treats a finding: a function from plan to plan.
public sealed interface Remedy
        permits SetLearningRate, ScaleInputs, ScaleTargets, SwapActivation, Initialize,
        SwapRecurrent, Normalize, AddSkips, ClipGradients, OptimizeWith, WarmUp, SetOutput {

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

    /// Whether a training can go on with it from where it stands: the weights and what the optimizer keeps
    /// mean the same.
    default boolean goesOn() {
        return false;
    }

    /// The name that findings call it by.
    default String name() {
        return Grammar.name(getClass());
    }
}

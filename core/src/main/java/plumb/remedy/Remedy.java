package plumb.remedy;

import plumb.text.Grammar;
import plumb.train.Plan;

/// One change to a plan that treats a finding: a function from plan to plan.
public sealed interface Remedy
        permits SetLearningRate, ScaleInputs, ScaleTargets, SwapActivation, Initialize,
        SwapRecurrent, Normalize, ClipGradients, OptimizeWith, SetOutput {

    Plan apply(Plan plan);

    /// The change in words, such as `activation of layers 1 to 8: sigmoid → relu`.
    String change(Plan plan);

    /// How much of the plan it touches, to prefer the smaller of two changes that work equally well.
    int size();

    /// The name that findings call it by.
    default String name() {
        return Grammar.name(getClass());
    }
}

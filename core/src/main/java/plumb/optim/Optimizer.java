package plumb.optim;

import plumb.text.Grammar;

/// A rule that turns a gradient into a change of the parameters, with its state outside of it.
///
/// Formulas and defaults are those of Keras 3. In them `p` is a parameter, `g` its gradient, η the
/// learning rate of the step, t the number of the step, from 1, and ε keeps a divisor from being 0.
public sealed interface Optimizer
        permits Sgd, Rmsprop, Adagrad, Adadelta, Adam, Adamw, Nadam, Adamax {
    /// The learning rate, which a [Schedule] scales.
    double learningRate();

    /// The same rule with another learning rate.
    Optimizer withLearningRate(double learningRate);

    /// The number of state buffers this rule keeps, each as large as the parameters.
    int buffers();

    /// What every element of the state is before the first step.
    default float initialState() {
        return 0;
    }

    /// Changes the first `n` elements of `p` by the gradients `g`, and those of each buffer of
    /// `state`.
    ///
    /// @param step the number of the step, from 1
    /// @param rate the learning rate of this step
    void update(float[] p, float[] g, float[][] state, int n, long step, double rate);

    /// Whether steps are divided by the size of recent gradients, so that a layer with a small
    /// gradient still moves.
    default boolean adaptive() {
        return true;
    }

    /// Parses an optimizer such as `adam(0.001)`.
    static Optimizer of(String text) {
        return Grammar.parse(Optimizer.class, text);
    }
}

package plumb.app.play;

import plumb.nn.Init;
import plumb.text.InputError;

/// A rule for initial weights and the factor that scales it, as two controls.
final class Initial {
    private Initial() {}

    /// The factor of a rule; 1 where it has none.
    static double factor(Init init) {
        return switch (init) {
            case Init.Scaled scaled -> scaled.factor();
            case Init.Orthogonal orthogonal -> orthogonal.gain();
            default -> 1;
        };
    }

    /// The rule with this factor in the place of its own; a rule that cannot be scaled stays as it is.
    static Init times(Init init, double factor) {
        Init plain = init instanceof Init.Scaled scaled ? scaled.of() : init;
        if (plain instanceof Init.Orthogonal) return new Init.Orthogonal(factor);
        if (factor == 1) return plain;
        try {
            return new Init.Scaled(plain, factor);
        } catch (InputError cannotBeScaled) {
            return plain;
        }
    }

    static boolean scalable(Init init) {
        return !times(init, 2).equals(times(init, 1));
    }
}

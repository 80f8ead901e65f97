package plumb.diagnose;

import java.util.Locale;

/// What a diagnosis comes to.
public enum Verdict {
    /// A finding is an error.
    SICK,
    /// No finding is an error, and the network learns.
    HEALTHY,
    /// Neither this network nor the yardstick has left the trivial predictor.
    UNCLEAR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

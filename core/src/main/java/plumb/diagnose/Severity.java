package plumb.diagnose;

import java.util.Locale;

/// How much a finding matters, judged by its consequence and not by its size.
public enum Severity {
    /// Visible and harmless.
    INFO,
    /// It costs something.
    WARNING,
    /// Learning fails here, and this is a cause or the failure itself.
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

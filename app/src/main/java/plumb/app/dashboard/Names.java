package plumb.app.dashboard;

import java.util.List;
import java.util.Locale;
import plumb.gauge.Quantity;

/// What quantities are called in the pages.
final class Names {
    /// Those whose course is drawn for one layer.
    static final List<String> DRAWN = List.of("delta", "activation", "weight", "update-ratio",
            "slope-decades", "above-decades");

    private Names() {}

    static String of(Quantity quantity) {
        return quantity.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

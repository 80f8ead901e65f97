package plumb.bench.report;

import java.util.Optional;

/// What was aimed at, and what was measured.
///
/// @param met absent where it could not be measured
record Goal(String aim, String figure, Optional<Boolean> met) {
    static Goal of(String aim, String figure, boolean met) {
        return new Goal(aim, figure, Optional.of(met));
    }

    static Goal skipped(String aim, String reason) {
        return new Goal(aim, reason, Optional.empty());
    }

    String verdict() {
        return met.map(yes -> yes ? "met" : "**missed**").orElse("skipped");
    }
}

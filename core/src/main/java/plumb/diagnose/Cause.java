package plumb.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A part of what a finding comes from, with its share; the shares of a finding sum to 1.
///
/// @param id one of `slope weights normalization skip input output target rate initialization`
public record Cause(String id, double share) {
    /// The only cause.
    static List<Cause> only(String id) {
        return List.of(new Cause(id, 1));
    }

    /// Two causes in proportion to two amounts, the larger first, without one that has no part.
    static List<Cause> between(String first, double a, String second, double b) {
        double sum = Math.max(0, a) + Math.max(0, b);
        if (sum == 0) return List.of(new Cause(first, 0.5), new Cause(second, 0.5));
        var both = new Cause[] {new Cause(first, Math.max(0, a) / sum),
                new Cause(second, Math.max(0, b) / sum)};
        return Arrays.stream(both).filter(c -> c.share > 0)
                .sorted(Comparator.comparingDouble(c -> -c.share)).toList();
    }
}

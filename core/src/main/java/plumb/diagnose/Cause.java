package plumb.diagnose;

import java.util.Comparator;
import java.util.List;
import plumb.gauge.Ledger;

/// A part of what a finding comes from, with its share; the shares of a finding sum to 1.
///
/// @param id one of `slope weights normalization skip input output target rate initialization`
public record Cause(String id, double share) {
    /// The only cause.
    static List<Cause> only(String id) {
        return List.of(new Cause(id, 1));
    }

    /// The factors of a ledger in proportion to what they did, the largest first, without those that did
    /// nothing or the contrary.
    ///
    /// @param sign −1 for what the gradient lost, 1 for what it gained
    static List<Cause> of(Ledger.Entry sum, int sign) {
        var amounts = List.of(new Cause("slope", sign * sum.slope()),
                new Cause("weights", sign * sum.weights()),
                new Cause("normalization", sign * sum.normalization()),
                new Cause("skip", sign * sum.skip()));
        double all = amounts.stream().mapToDouble(c -> Math.max(0, c.share)).sum();
        if (all == 0) return List.of(new Cause("weights", 0.5), new Cause("slope", 0.5));
        return amounts.stream().filter(c -> c.share > 0)
                .map(c -> new Cause(c.id, c.share / all))
                .sorted(Comparator.comparingDouble(c -> -c.share)).toList();
    }
}

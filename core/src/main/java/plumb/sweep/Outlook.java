package plumb.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plumb.nn.Blueprint;
import plumb.theory.Rate;

/// What theory says of a point before any training: whether its network, or its longest row of equal
/// layers, is one of those that about 6 depth scales let train (Schoenholz et al., 2017).
///
/// @param layers how many equal layers there are
/// @param trainable how many of them can be trained; infinite at the edge of chaos
public record Outlook(int layers, double trainable) {
    /// Of more different networks it would take long.
    private static final int MOST = 1000;

    /// What theory says of the network of each point, taking rows of mean square 1; empty where it can
    /// tell of none of them, where they do not differ, and where there are too many.
    public static List<Optional<Outlook>> of(List<Blueprint> networks) {
        if (networks.stream().distinct().count() > MOST) return List.of();
        Map<Blueprint, Optional<Outlook>> told = new HashMap<>();
        for (Blueprint network : networks) {
            told.computeIfAbsent(network, n -> Rate.of(n)
                    .map(rate -> new Outlook(rate.layers(), rate.trainableDepth())));
        }
        return told.size() < 2 || told.values().stream().allMatch(Optional::isEmpty)
                ? List.of()
                : networks.stream().map(told::get).toList();
    }

    public boolean trains() {
        return layers <= trainable;
    }

    /// `2.6 no`, `95 yes`.
    @Override
    public String toString() {
        String depth = trainable == Double.POSITIVE_INFINITY
                ? "∞"
                : String.format(Locale.ROOT, trainable < 10 ? "%.1f" : "%.0f", trainable);
        return depth + (trains() ? " yes" : " no");
    }
}

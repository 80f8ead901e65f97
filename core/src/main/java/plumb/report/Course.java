package plumb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.gauge.Series;

/// The gradient of every layer over a training: log10 of the mean rms(δ) in each of at most 48 spans of
/// steps, of about equal length.
///
/// @param ends the last step of each span
/// @param decades for each layer and span, with two decimals; −∞ where δ is 0, NaN where a layer has none
public record Course(List<Long> ends, List<List<Double>> decades) {
    private static final int SPANS = 48;

    public Course {
        ends = List.copyOf(ends);
        decades = decades.stream().map(List::copyOf).toList();
    }

    /// The course of a training; empty if nothing was measured.
    static Optional<Course> of(History history) {
        if (history.depth() == 0) return Optional.empty();
        Series some = history.series(0, Quantity.DELTA);
        int spans = Math.min(SPANS, some.buckets());
        if (spans == 0) return Optional.empty();
        var ends = new ArrayList<Long>();
        for (int s = 1; s <= spans; s++) {
            ends.add(Math.min(some.count(), some.width() * end(s, spans, some)));
        }
        return Optional.of(new Course(ends, IntStream.range(0, history.depth())
                .mapToObj(l -> decades(history.series(l, Quantity.DELTA), spans)).toList()));
    }

    private static long end(int span, int spans, Series series) {
        return (long) span * series.buckets() / spans;
    }

    private static List<Double> decades(Series series, int spans) {
        return IntStream.range(0, spans).mapToObj(s -> {
            double mean = IntStream.range((int) end(s, spans, series),
                    (int) end(s + 1, spans, series))
                    .mapToDouble(b -> series.bucket(b).mean()).filter(v -> !Double.isNaN(v))
                    .average().orElse(Double.NaN);
            double decades = Math.log10(mean);
            return Double.isFinite(decades) ? Math.rint(100 * decades) / 100 : decades;
        }).toList();
    }

    /// The first step of a span.
    public long begin(int span) {
        return span == 0 ? 1 : ends.get(span - 1) + 1;
    }
}

package plumb.app.dashboard;

import java.util.List;
import java.util.stream.IntStream;
import plumb.app.web.Curve;
import plumb.files.Course;
import plumb.files.Json;
import plumb.files.StoredHistory;
import plumb.gauge.Quantity;
import plumb.text.InputError;

/// What the panels of a run show, as JSON.
final class Views {
    /// Steps from one to another, in at most so many columns.
    record Span(long from, long to, int columns) {}

    private Views() {}

    /// A quantity of all layers over the steps: least, mean and largest in each column.
    static void heatmap(Json json, StoredHistory history, String quantity, Span span) {
        json.member("quantity", quantity).member("last", history.last());
        List<Course.Spans> rows = IntStream.range(0, history.layers().size())
                .mapToObj(l -> history.spans(l, quantity, span.from, span.to, span.columns))
                .toList();
        json.integers("steps", rows.isEmpty() ? new long[0] : rows.getFirst().begins())
                .objects("layers", rows, (out, row) -> out.drawn("least", row.least())
                        .drawn("mean", row.mean()).drawn("most", row.most()));
    }

    /// The loss over the steps, and the scores behind the epochs.
    static void course(Json json, StoredHistory history, Span span) {
        Course.Spans loss = history.loss().spans(span.from, span.to, span.columns);
        json.integers("steps", loss.begins()).drawn("least", loss.least())
                .drawn("mean", loss.mean()).drawn("most", loss.most())
                .objects("epochs", history.epochs(span.from, span.to, span.columns),
                        (out, epoch) -> out.member("epoch", epoch.epoch())
                                .member("step", epoch.step()).member("loss", epoch.loss())
                                .member("metric", epoch.metric()));
    }

    /// All that is read of every layer at a step.
    static void layers(Json json, StoredHistory history, long step) {
        json.member("step", step).objects("layers",
                IntStream.range(0, history.layers().size()).boxed().toList(), (out, l) -> {
                    out.member("index", history.layers().get(l).index())
                            .member("text", history.layers().get(l).text())
                            .member("expectedDelta", history.expectedDelta(l));
                    for (Quantity quantity : Quantity.values()) {
                        out.member(Names.of(quantity), history.readings(l, quantity).at(step));
                    }
                    out.member("update-ratio", history.updateRatio(l, step))
                            .member("dead", history.dead(l, step))
                            .member("slopeDecades", history.slopeDecades(l, step))
                            .member("aboveDecades", history.aboveDecades(l, step));
                });
    }

    /// One layer: its courses, where its units stand, and the curve that they stand on.
    static void layer(Json json, StoredHistory history, String index, Span span) {
        int layer = IntStream.range(0, history.layers().size())
                .filter(l -> history.layers().get(l).index().equals(index)).findFirst()
                .orElseThrow(() -> new InputError("there is no layer " + index));
        json.member("index", index).member("text", history.layers().get(layer).text())
                .objects("courses", Names.DRAWN, (out, name) -> {
                    Course.Spans course = history.spans(layer, name, span.from, span.to,
                            span.columns);
                    out.member("name", name).integers("steps", course.begins())
                            .drawn("mean", course.mean());
                })
                .objects("spreads",
                        history.spreads().stream().filter(s -> s.layer() == layer + 1).toList(),
                        (out, s) -> out.member("step", s.step()).member("mean", s.mean())
                                .member("deviation", s.deviation()).member("below", s.below())
                                .member("above", s.above()).member("low", s.low())
                                .member("width", s.width()).member("counts", s.counts()));
        Curve.of(history.layers().get(layer).text()).ifPresent(curve -> json.object("curve",
                curve::write));
    }

    /// The last step alone.
    static void now(Json json, StoredHistory history) {
        long last = history.last();
        json.member("steps", last).member("loss", history.loss().at(last)).drawn("delta",
                IntStream.range(0, history.layers().size())
                        .mapToDouble(l -> history.readings(l, Quantity.DELTA).at(last)).toArray());
        progress(json, history);
    }

    static void progress(Json json, StoredHistory history) {
        StoredHistory.Progress progress = history.progress();
        json.object("progress", out -> out.member("planned", progress.planned())
                .member("rowsASecond", progress.rowsASecond())
                .member("probeShare", progress.probeShare())
                .member("memory", progress.memory()));
    }
}

package plumb.app;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import plumb.report.LayerLine;

/// Everything that was measured of the layers, as a table for the first steps and one for the last.
/// Columns of the ledger's rarer factors, and of what theory expects, are there where a layer has them.
final class LayerTables {
    /// A column of numbers.
    private record Column(String head, ToDoubleFunction<LayerLine> number,
            DoubleFunction<String> words, boolean always) {
        boolean shows(List<LayerLine> rows) {
            return always || rows.stream().mapToDouble(number).anyMatch(Double::isFinite);
        }

        String of(LayerLine line) {
            return words.apply(number.applyAsDouble(line));
        }
    }

    /// Columns of the means at one time.
    private record Columns(Function<LayerLine, LayerLine.Means> when) {
        Column of(String head, ToDoubleFunction<LayerLine.Means> number,
                DoubleFunction<String> words, boolean always) {
            return new Column(head, line -> number.applyAsDouble(when.apply(line)), words, always);
        }

        List<Column> all(ToDoubleFunction<LayerLine> expected) {
            return List.of(of("rms(y)", LayerLine.Means::activationRms, Figures::number, true),
                    of("rms(δ)", LayerLine.Means::deltaRms, Figures::number, true),
                    new Column("expected", expected, Figures::number, false),
                    of("slope", LayerLine.Means::slope, Figures::number, true),
                    of("by weights", LayerLine.Means::weightsDecades, Figures::decades, true),
                    of("by slope", LayerLine.Means::slopeDecades, Figures::decades, true),
                    of("by norm.", LayerLine.Means::normalizationDecades, Figures::decades, false),
                    of("by skip", LayerLine.Means::skipDecades, Figures::decades, false),
                    of("update ratio", LayerLine.Means::updateRatio, Figures::number, true),
                    of("dead", LayerLine.Means::deadShare, Figures::share, true),
                    of("saturated", LayerLine.Means::saturatedShare, Figures::share, true));
        }
    }

    private LayerTables() {}

    static Table first(String whose, List<LayerLine> layers) {
        return table(whose + ", means over the first 10 steps", layers,
                new Columns(LayerLine::first).all(LayerLine::expectedDeltaRms));
    }

    static Table last(String whose, List<LayerLine> layers) {
        return table(whose + ", means over the last 10 steps", layers,
                new Columns(LayerLine::last).all(_ -> Double.NaN));
    }

    private static Table table(String caption, List<LayerLine> layers, List<Column> all) {
        List<Column> columns = all.stream().filter(c -> c.shows(layers)).toList();
        var head = Stream.concat(Stream.of("layer", "written as"),
                columns.stream().map(Column::head)).toList();
        return Table.ofLayers(caption, 2, head, layers.stream().map(line -> Stream.concat(
                Stream.of(line.index(), text(line, layers)),
                columns.stream().map(c -> c.of(line))).toList()).toList());
    }

    /// What the file calls a layer; a block without its layers, which have lines of their own.
    private static String text(LayerLine line, List<LayerLine> all) {
        boolean block = all.stream().anyMatch(l -> l.index().equals(line.index() + ".1"));
        return block
                ? line.text().substring(0, line.text().indexOf('(')) + "(…)"
                : line.text();
    }
}

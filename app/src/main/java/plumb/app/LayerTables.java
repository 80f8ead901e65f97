package plumb.app;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import plumb.report.LayerLine;

/// Everything that was measured of the layers, as a table for the first steps and one for the last.
/// Columns of the ledger's rarer factors are there where a layer has them.
final class LayerTables {
    /// A column of numbers.
    private record Column(String head, ToDoubleFunction<LayerLine.Means> number,
            DoubleFunction<String> words, boolean always) {
        boolean shows(List<LayerLine.Means> rows) {
            return always || rows.stream().mapToDouble(number).anyMatch(Double::isFinite);
        }

        String of(LayerLine.Means means) {
            return words.apply(number.applyAsDouble(means));
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("rms(y)", LayerLine.Means::activationRms, Figures::number, true),
            new Column("rms(δ)", LayerLine.Means::deltaRms, Figures::number, true),
            new Column("slope", LayerLine.Means::slope, Figures::number, true),
            new Column("by weights", LayerLine.Means::weightsDecades, Figures::decades, true),
            new Column("by slope", LayerLine.Means::slopeDecades, Figures::decades, true),
            new Column("by norm.", LayerLine.Means::normalizationDecades, Figures::decades,
                    false),
            new Column("by skip", LayerLine.Means::skipDecades, Figures::decades, false),
            new Column("update ratio", LayerLine.Means::updateRatio, Figures::number, true),
            new Column("dead", LayerLine.Means::deadShare, Figures::share, true),
            new Column("saturated", LayerLine.Means::saturatedShare, Figures::share, true));

    private LayerTables() {}

    static Table first(String whose, List<LayerLine> layers) {
        return table(whose + ", means over the first 10 steps", layers, LayerLine::first);
    }

    static Table last(String whose, List<LayerLine> layers) {
        return table(whose + ", means over the last 10 steps", layers, LayerLine::last);
    }

    private static Table table(String caption, List<LayerLine> layers,
            Function<LayerLine, LayerLine.Means> when) {
        List<LayerLine.Means> means = layers.stream().map(when).toList();
        List<Column> columns = COLUMNS.stream().filter(c -> c.shows(means)).toList();
        var head = Stream.concat(Stream.of("layer", "written as"),
                columns.stream().map(Column::head)).toList();
        return new Table(caption, 2, head, layers.stream().map(line -> Stream.concat(
                Stream.of(line.index(), text(line, layers)),
                columns.stream().map(c -> c.of(when.apply(line)))).toList()).toList());
    }

    /// What the file calls a layer; a block without its layers, which have lines of their own.
    private static String text(LayerLine line, List<LayerLine> all) {
        boolean block = all.stream().anyMatch(l -> l.index().equals(line.index() + ".1"));
        return block
                ? line.text().substring(0, line.text().indexOf('(')) + "(…)"
                : line.text();
    }
}

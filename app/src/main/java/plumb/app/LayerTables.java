package plumb.app;

import java.util.List;
import java.util.function.Function;
import plumb.report.LayerLine;

/// Everything that was measured of the layers, as a table for the first steps and one for the last.
final class LayerTables {
    private static final List<String> HEAD = List.of("layer", "written as", "rms(y)", "rms(δ)",
            "slope", "by weights", "by slope", "update ratio", "dead", "saturated");

    private LayerTables() {}

    static Table first(String whose, List<LayerLine> layers) {
        return table(whose + ", means over the first 10 steps", layers, LayerLine::first);
    }

    static Table last(String whose, List<LayerLine> layers) {
        return table(whose + ", means over the last 10 steps", layers, LayerLine::last);
    }

    private static Table table(String caption, List<LayerLine> layers,
            Function<LayerLine, LayerLine.Means> when) {
        return new Table(caption, 2, HEAD, layers.stream().map(line -> {
            LayerLine.Means m = when.apply(line);
            return List.of(line.index(), line.text(), Figures.number(m.activationRms()),
                    Figures.number(m.deltaRms()), Figures.number(m.slope()),
                    Figures.decades(m.weightsDecades()), Figures.decades(m.slopeDecades()),
                    Figures.number(m.updateRatio()), Figures.share(m.deadShare()),
                    Figures.share(m.saturatedShare()));
        }).toList());
    }
}

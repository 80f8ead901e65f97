package plumb.report;

import java.util.ArrayList;
import java.util.List;

/// One layer of a table, or the middle of a long row of equal ones, which is not shown.
///
/// @param hidden whether the layers are only counted
record LayerGroup(List<LayerLine> layers, boolean hidden) {
    /// A table of so many layers is shown whole.
    private static final int WHOLE = 16;
    /// How many stay at each end of a row of equal layers.
    private static final int ENDS = 3;

    static List<LayerGroup> of(List<LayerLine> layers) {
        var groups = new ArrayList<LayerGroup>();
        for (int from = 0, to; from < layers.size(); from = to) {
            to = from + 1;
            String text = layers.get(from).text();
            while (to < layers.size() && layers.get(to).text().equals(text)) to++;
            List<LayerLine> row = layers.subList(from, to);
            if (layers.size() <= WHOLE || row.size() <= 2 * ENDS + 1) {
                row.forEach(layer -> groups.add(new LayerGroup(List.of(layer), false)));
            } else {
                row.subList(0, ENDS)
                        .forEach(layer -> groups.add(new LayerGroup(List.of(layer), false)));
                groups.add(new LayerGroup(row.subList(ENDS, row.size() - ENDS), true));
                row.subList(row.size() - ENDS, row.size())
                        .forEach(layer -> groups.add(new LayerGroup(List.of(layer), false)));
            }
        }
        return groups;
    }

    LayerLine first() {
        return layers.getFirst();
    }

    LayerLine last() {
        return layers.getLast();
    }

    int size() {
        return layers.size();
    }

    /// The number of the layer, or the first and the last.
    String range() {
        return hidden ? first().index() + "–" + last().index() : first().index();
    }
}

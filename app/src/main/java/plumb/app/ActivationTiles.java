package plumb.app;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.gauge.Preactivations;
import plumb.nn.Activation;
import plumb.nn.Layer;
import plumb.report.LayerLine;
import plumb.text.InputError;

/// Where the units of one network stand on their activations, a small picture for each layer.
///
/// @param style of what was measured first, `before` or `after`
record ActivationTiles(String whose, List<LayerLine> layers, String style) {
    /// How many pictures are seen at once, and how many there are at most.
    private static final int SEEN = 12;
    private static final int MOST = 50;

    /// Nothing where no layer has an activation and pre-activations that were counted.
    Optional<Figure> figure() {
        List<Tile> all = layers.stream().flatMap(l -> tile(l).stream()).toList();
        if (all.isEmpty()) return Optional.empty();
        String sentence = whose + ": the activation (line), its slope (dashes), and where the"
                + " pre-activations z of all rows and units are, shaded at the first step, outlined at"
                + " the last that counted them. A gradient passes with the slope at the place where"
                + " its unit stands." + (all.size() > SEEN
                        ? " Of " + all.size() + " layers " + SEEN + " are shown, evenly spread."
                        : "");
        String pictures = pictures(some(all, SEEN));
        if (all.size() > SEEN) {
            pictures += "<details><summary>"
                    + (all.size() > MOST ? MOST + " of them" : "All of them")
                    + "</summary>" + pictures(some(all, MOST)) + "</details>";
        }
        return Optional.of(new Figure(pictures, sentence, table(all)));
    }

    private record Tile(LayerLine line, Preactivations first, Preactivations last,
            Activation.Elementwise activation) {}

    private static Optional<Tile> tile(LayerLine line) {
        Optional<Preactivations> first = line.first().preactivations();
        Optional<Preactivations> last = line.last().preactivations().or(() -> first);
        return first.flatMap(z -> activation(line.text())
                .map(phi -> new Tile(line, z, last.orElse(z), phi)));
    }

    /// The curve of a layer that bends.
    private static Optional<Activation.Elementwise> activation(String text) {
        try {
            return Layer.of(text).activation() instanceof Activation.Elementwise curve
                    && !(curve instanceof Activation.Linear)
                            ? Optional.of(curve)
                            : Optional.empty();
        } catch (InputError unknown) {
            return Optional.empty();
        }
    }

    private static List<Tile> some(List<Tile> all, int most) {
        int n = Math.min(all.size(), most);
        return IntStream.range(0, n)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / Math.max(1, n - 1))))
                .toList();
    }

    private String pictures(List<Tile> tiles) {
        return tiles.stream()
                .map(t -> new ActivationChart("layer " + t.line.index() + ", " + t.activation,
                        t.activation, t.first, t.last, style).svg())
                .collect(Collectors.joining("", "<div class=\"tiles\">", "</div>"));
    }

    private Table table(List<Tile> tiles) {
        var rows = tiles.stream().map(t -> Stream.concat(
                Stream.of(t.line.index(), t.line.text()),
                Stream.of(t.first, t.last).flatMap(z -> Stream.of(Figures.count(z.step()),
                        Figures.number(z.mean()), Figures.number(z.deviation()),
                        Figures.share(z.outside()))))
                .toList()).toList();
        return Table.ofLayers(whose + ", pre-activations z", 2, List.of("layer", "written as",
                "first step", "mean", "deviation", "beyond ±8", "last counted", "mean",
                "deviation", "beyond ±8"), rows);
    }
}

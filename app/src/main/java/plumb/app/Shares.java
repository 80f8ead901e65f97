package plumb.app;

import java.util.List;
import plumb.diagnose.Cause;

/// The causes of a finding with their shares, each as a small bar and as text.
public record Shares(String name, String share, String bar) {
    private static final double WIDTH = 120;

    static List<Shares> of(List<Cause> causes) {
        return causes.stream().map(cause -> {
            String share = Figures.share(cause.share());
            String name = Headline.cause(cause.id());
            double width = Double.isFinite(cause.share()) ? Math.clamp(cause.share(), 0, 1) : 0;
            Svg svg = Svg.picture(WIDTH, 8, share + " from " + name);
            svg.add("rect", "class", "track", "width", WIDTH, "height", 8);
            svg.add("rect", "class", "share", "width", width * WIDTH, "height", 8);
            return new Shares(name, share, svg.toString());
        }).toList();
    }
}

package plumb.app;

import java.util.List;

/// The layers side by side, the input on the left and the output on the right, each in a band of
/// equal width.
record LayerAxis(List<String> names, double from, double to) {
    private static final int[] STEPS = {1, 2, 5, 10, 20, 25, 50, 100};

    double band() {
        return (to - from) / names.size();
    }

    double center(int layer) {
        return from + (layer + 0.5) * band();
    }

    /// Draws the axis below a plot.
    void draw(Svg svg, double y) {
        svg.line("axis", from, y, to, y);
        for (int l = 0; l < names.size(); l++) {
            if (labeled(l)) svg.text("tick middle", center(l), y + 16, names.get(l));
        }
        svg.text("label", from, y + 34, "input side");
        svg.text("label middle", (from + to) / 2, y + 34, "layer");
        svg.text("label end", to, y + 34, "output");
    }

    /// Whether there is room for the number of this layer.
    boolean labeled(int layer) {
        int every = every();
        return (layer + 1) % every == 0 || names.size() <= every;
    }

    private int every() {
        for (int step : STEPS) {
            if (step * band() >= 22) return step;
        }
        return STEPS[STEPS.length - 1];
    }
}

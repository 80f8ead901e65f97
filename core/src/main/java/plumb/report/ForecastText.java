package plumb.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.theory.Fixup;
import plumb.theory.Forecast;
import plumb.theory.MeanField;
import plumb.theory.Precision;
import plumb.theory.Rate;
import plumb.theory.SignalPropagation.Expected;
import plumb.theory.ThroughTime;

/// A forecast as plain text for a terminal: layers, total, rate, warnings, the change that helps most.
public final class ForecastText {
    private static final int WHOLE = 24;
    private static final int ENDS = 8;
    private static final int WIDTH = 34;
    private static final int BAR = 12;
    /// Numbers of more decades are written by these alone.
    private static final int WRITTEN = 100;

    private final Forecast forecast;
    private final StringBuilder text = new StringBuilder();

    private ForecastText(Forecast forecast) {
        this.forecast = forecast;
    }

    public static String of(Forecast forecast) {
        var writer = new ForecastText(forecast);
        writer.layers();
        writer.total();
        forecast.propagation().layers().forEach(writer::time);
        forecast.rate().ifPresentOrElse(writer::rate, writer::noRate);
        writer.warnings();
        forecast.propagation().limits().forEach(limit -> writer.line("theory: layer " + limit));
        return writer.text.toString();
    }

    private void layers() {
        List<Expected> layers = forecast.propagation().layers();
        var profile = Profile.ofDecades(layers.stream().map(Expected::delta).toList());
        int first = layers.stream().mapToInt(l -> l.number().length()).max().orElse(1);
        int width = Math.clamp(layers.stream().mapToInt(l -> l.layer().toString().length()).max()
                .orElse(5), 5, WIDTH);
        String format = "%-" + first + "s %-" + width + "s %7s %7s %6s %6s %5s %s";
        line(String.format(format, "", "layer", "rms(y)", "rms(δ)", "weight", "slope", "corr.",
                "log rms(δ)").stripTrailing());
        for (int l = 0; l < layers.size(); l++) {
            if (layers.size() > WHOLE && l == ENDS) {
                int hidden = layers.size() - 2 * ENDS;
                line(" ".repeat(first) + " … " + hidden + " more");
                l += hidden;
            }
            Expected e = layers.get(l);
            double weight = Double.NaN;
            if (l + 1 < layers.size()) {
                Expected above = layers.get(l + 1);
                double branch = above.branchGradient();
                weight = (Double.isNaN(branch) ? e.outputGradient() : branch) - above.delta();
            }
            line(String.format(format, e.number(),
                    ReportText.shortened(e.layer().toString(), width),
                    size(Math.log10(e.y().rms())), size(e.delta()), decades(weight),
                    decades(e.delta() - e.outputGradient()),
                    Double.isNaN(e.correlation())
                            ? "–"
                            : String.format(Locale.ROOT, "%.2f", hundredths(e.correlation())),
                    profile.barOfDecades(e.delta(), BAR)).stripTrailing());
        }
        line("before training; rms(δ) in units of the output layer's; weight, slope: decades of δ;");
        line("corr.: of what two inputs give");
    }

    /// Of an RMS, given its log10.
    private static String size(double decades) {
        if (decades == Double.POSITIVE_INFINITY) return "∞";
        return Double.isFinite(decades) && Math.abs(decades) > WRITTEN
                ? "1e" + Math.round(decades)
                : ReportText.small(Math.pow(10, decades));
    }

    private static String decades(double value) {
        return ReportText.decades(Double.isFinite(value) ? hundredths(value) : Double.NaN);
    }

    /// Rounded, so that what is next to 0 has no sign.
    private static double hundredths(double value) {
        return Math.rint(100 * value) / 100 + 0.0;
    }

    private void total() {
        if (Double.isNaN(forecast.decades())) return;
        line("");
        line("From the last hidden layer to the first the gradient changes by "
                + ReportText.decades(forecast.decades()) + " decades;");
        line(String.format(Locale.ROOT, "networks drawn alike differ by %.2f (standard deviation).",
                forecast.propagation().layers().getFirst().spread()));
    }

    private void time(Expected layer) {
        if (layer.time().isEmpty()) return;
        ThroughTime time = layer.time().get();
        line("");
        line("Layer " + layer.number() + ", "
                + ReportText.shortened(layer.layer().toString(), WIDTH)
                + ": from the last of " + time.steps() + " time steps to the first");
        if (!Double.isFinite(time.decades())) {
            line(Double.isNaN(time.decades())
                    ? "theory cannot tell what becomes of the gradient."
                    : "no gradient passes but through the gate of the state.");
        } else {
            line("the gradient changes by " + ReportText.decades(time.decades())
                    + " decades, by a factor of " + ReportText.number(time.factor())
                    + " per step;");
            line("after " + depth(time.reach()) + " steps "
                    + (time.decades() < 0 ? "a hundredth of it is left" : "it is a hundredfold")
                    + ". Training changes this.");
        }
        if (Double.isNaN(time.gate())) return;
        line("The gate that hands the state on lets " + ReportText.number(time.gate())
                + " through in each step.");
    }

    private void rate(Rate rate) {
        line("Once the signal has settled" + settled(rate.fixedPoint()) + ", each "
                + ReportText.shortened(rate.text(), WIDTH));
        line("multiplies rms(δ) by " + ReportText.number(Math.sqrt(rate.chi())) + ": "
                + phase(rate) + ".");
        if (rate.phase() == MeanField.Phase.CRITICAL) return;
        String unit = rate.chi() < 1 ? "below the smallest" : "above the largest";
        line("1 at the output is " + unit + " number of");
        line("  " + Stream.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.FLOAT16)
                .map(p -> p + " after " + depth(rate.lostDepth(p)))
                .collect(Collectors.joining(", "))
                + " layers.");
    }

    private void noRate() {
        line("");
        line("No depth scale: " + forecast.noRate() + ".");
        String lost = Stream.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.FLOAT16)
                .flatMap(
                        p -> forecast.lostIn(p).map(l -> p + " from layer " + l + " down").stream())
                .collect(Collectors.joining(", "));
        if (lost.isEmpty()) return;
        line("1 at the output is below the smallest number of");
        line("  " + lost + ".");
    }

    private static String settled(OptionalDouble fixedPoint) {
        return fixedPoint.isPresent()
                ? " (mean square of z " + ReportText.small(fixedPoint.getAsDouble()) + ")"
                : " (it grows for ever)";
    }

    private static String phase(Rate rate) {
        return switch (rate.phase()) {
            case ORDERED -> "it vanishes, " + trainable(rate);
            case CHAOTIC -> "it explodes, " + trainable(rate);
            case CRITICAL -> "it keeps its size at any depth";
        };
    }

    private static String trainable(Rate rate) {
        return "and about " + depth(rate.trainableDepth())
                + " such layers can be trained; here are "
                + rate.layers();
    }

    private static String depth(double layers) {
        return layers < 10
                ? String.format(Locale.ROOT, "%.1f", layers)
                : String.format(Locale.ROOT, "%.0f", layers);
    }

    private void warnings() {
        line("");
        if (forecast.warnings().isEmpty()) line("No warnings.");
        for (Forecast.Warning w : forecast.warnings()) {
            line("warning  " + w.id() + ": " + ReportText.number(w.value()) + " (threshold "
                    + ReportText.number(w.threshold()) + ")");
            line("         " + w.text());
        }
        forecast.change().ifPresent(change -> line("change   " + change.text()
                + " in " + change.where() + " leaves " + ReportText.decades(change.decades())
                + " decades"));
        forecast.fixup().ifPresent(this::fixup);
    }

    private void fixup(Fixup fixup) {
        line("or       Fixup (Zhang et al., 2019): the last weights of each branch zeros"
                + (fixup.layers() == 1
                        ? ""
                        : ", the others he-normal times "
                                + ReportText.number(fixup.factor())));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

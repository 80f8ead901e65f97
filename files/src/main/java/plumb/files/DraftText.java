package plumb.files;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import plumb.data.Scale;

/// Writes the experiment file that a first look at the data suggests, with comments.
///
/// Two hidden layers of as many units as the square root of the number of rows, at least 16, and at
/// most 256 and 16 for each input; before them, for images, convolutions until a side is below 8.
/// About 10000 steps of Adam, with patience.
final class DraftText {
    private static final int STEPS = 10_000;
    private static final int LONGEST_LINE = 96;
    private static final int SHOWN_CLASSES = 12;

    private final Sketch sketch;
    private final StringBuilder text = new StringBuilder();

    DraftText(Sketch sketch) {
        this.sketch = sketch;
    }

    Draft write(String name, String source, Path file) {
        String summary = seen() + "; " + predicted();
        comment("", seen() + ". To train: plumb train " + file.getFileName());
        line("name", ExperimentText.scalar(name));
        text.append("data:\n");
        line("  source", ExperimentText.scalar(source));
        String values = predicted();
        sketch.target().ifPresentOrElse(choice -> {
            comment("  ", choice.reason() + ": " + values);
            text.append(ExperimentText.targets(choice.names()));
        }, () -> comment("  ", values));
        sketch.notes().forEach(note -> comment("  ", note));
        sketch.size().ifPresent(size -> line("  image", size.toString()));
        if (sketch.scale() != Scale.NONE) {
            comment("  ", sketch.scale() == Scale.UNIT
                    ? "0 to 255 becomes 0 to 1"
                    : "each input gets mean 0 and deviation 1");
            line("  scale", sketch.scale().toString());
        }
        if (amounts()) line("  scale-target", Scale.STANDARDIZE.toString());
        if (sketch.values().numbers() && sketch.values().classes().size() > 2) {
            comment("  ",
                    "the numbers are taken for names of classes; regression would take them for"
                            + " amounts");
        }
        line("  task", sketch.values().task().toString());
        network();
        return new Draft(text.toString(), summary);
    }

    private boolean amounts() {
        return sketch.values().task() == Task.REGRESSION;
    }

    private int inputs() {
        return sketch.shape().stream().reduce(1, Math::multiplyExact);
    }

    private String seen() {
        String columns = sketch.columns() + " input column" + (sketch.columns() == 1 ? "" : "s")
                + (sketch.columns() < inputs() ? ", which become " + inputs() + " inputs" : "");
        String sides = sketch.shape().stream().map(String::valueOf)
                .collect(Collectors.joining("x"));
        return rows(sketch.rows())
                + (sketch.tests() > 0 ? " and " + sketch.tests() + " to test" : "")
                + (sketch.shape().size() > 1 ? " of " + sides + " numbers" : ", " + columns);
    }

    private String predicted() {
        if (sketch.values().width() > 1 && sketch.values().classes().isEmpty()) {
            return sketch.values().width()
                    + (sketch.values().labels() ? " labels of two classes" : " numbers");
        }
        if (amounts()) {
            return "numbers from " + sketch.values().low() + " to " + sketch.values().high();
        }
        Map<String, Integer> classes = sketch.values().classes();
        String count = classes.size() + " classes";
        if (classes.size() <= SHOWN_CLASSES) {
            return count + ", with their rows: " + classes.entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", "));
        }
        Comparator<Map.Entry<String, Integer>> bySize = Map.Entry.comparingByValue();
        var least = classes.entrySet().stream().min(bySize).orElseThrow();
        var most = classes.entrySet().stream().max(bySize).orElseThrow();
        if (least.getValue().equals(most.getValue())) {
            return count + ", each with " + rows(least.getValue());
        }
        return count + ", from " + least.getKey() + " (" + rows(least.getValue()) + ") to "
                + most.getKey() + " (" + rows(most.getValue()) + ")";
    }

    private static String rows(int number) {
        return number + (number == 1 ? " row" : " rows");
    }

    private void network() {
        text.append("network:\n");
        if (sketch.images()) convolutions();
        int width = power(Math.sqrt(sketch.rows()), 16, (int) Math.min(256, 16L * inputs()));
        layer("dense(" + width + ", relu, he-normal) x 2");
        int classes = sketch.values().classes().size();
        if (amounts()) {
            layer("dense(" + sketch.values().width() + ")");
            line("loss", "mse");
        } else if (sketch.values().labels()) {
            layer("dense(" + sketch.values().width() + ", sigmoid)");
            line("loss", "binary-cross-entropy");
        } else if (classes == 2 && sketch.values().width() == 1) {
            layer("dense(1, sigmoid)");
            line("loss", "binary-cross-entropy");
        } else {
            layer("dense(" + classes + ", softmax)");
            line("loss", "categorical-cross-entropy");
        }
        line("optimizer", "adam(0.001)");
        int batch = power(sketch.rows() / 100.0, 16, 128);
        line("batch", Integer.toString(batch));
        long epochs = Math.clamp(Math.round((double) STEPS * batch / sketch.rows() / 10) * 10, 10,
                200);
        long patience = Math.max(5, epochs / 10);
        comment("", "at most; ends after " + patience
                + " epochs without a lower loss on the validation rows, and keeps the weights of the lowest");
        line("epochs", Long.toString(epochs));
        line("stop", "patience(" + patience + ")");
    }

    private void convolutions() {
        int side = Math.min(sketch.shape().get(0), sketch.shape().get(1));
        int filters = 16;
        for (; side >= 8; side /= 2) {
            layer("conv2d(" + filters + ", 3, relu, he-normal)");
            layer("max-pool(2)");
            filters = Math.min(64, 2 * filters);
        }
    }

    private void layer(String layer) {
        text.append("  - ").append(layer).append('\n');
    }

    private void line(String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    /// A comment of as many lines as it takes.
    private void comment(String indent, String words) {
        var line = new StringBuilder();
        for (String word : printable(words).split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= LONGEST_LINE) {
                text.append(indent).append("# ").append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        text.append(indent).append("# ").append(line).append('\n');
    }

    private static String printable(String words) {
        var clean = new StringBuilder();
        words.codePoints().map(c -> StreamReader.isPrintable(c) && !Character.isISOControl(c)
                && c != 0x2028 && c != 0x2029 ? c : '?').forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// The power of two nearest to a number, within limits.
    private static int power(double number, int least, int most) {
        int power = least;
        while (2 * power <= most && power * Math.sqrt(2) < number) power *= 2;
        return power;
    }
}

package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import plumb.data.Scale;
import plumb.text.Grammar;
import plumb.train.ClassWeight;
import plumb.train.Length;
import plumb.train.Plan;

/// Writes an experiment as YAML.
final class ExperimentText {
    /// Texts that YAML reads as they stand: what begins with a letter, `/`, `.` or `$`, has no
    /// character that could end it, and is not taken for anything but text.
    private static final Pattern PLAIN = Pattern
            .compile("[\\p{L}/.$][\\p{L}\\p{N} _./(){}$=,;+-]*");
    private static final Pattern WORD_OF_YAML = Pattern.compile(
            "(?i)null|true|false|yes|no|on|off|y|n|\\.nan|[+-]?\\.inf|\\.[0-9].*");

    private ExperimentText() {}

    static String of(Experiment experiment, Optional<Path> folder) {
        var text = new StringBuilder();
        DataSection data = experiment.data();
        Plan plan = experiment.plan();
        line(text, "name", scalar(experiment.name()));
        line(text, "seed", Long.toString(experiment.seed()));
        text.append("data:\n");
        line(text, "  source", scalar(Location.relativeTo(folder, data.source())));
        text.append(targets(data.target()));
        line(text, "  validation", Grammar.number(data.validation()));
        data.test().ifPresent(t -> line(text, "  test", scalar(Location.relativeTo(folder, t))));
        data.image().ifPresent(size -> line(text, "  image", size.toString()));
        if (plan.scale() != Scale.NONE) line(text, "  scale", plan.scale().toString());
        if (plan.scaleTarget() != Scale.NONE)
            line(text, "  scale-target", plan.scaleTarget().toString());
        if (data.task() != Task.AUTO) line(text, "  task", data.task().toString());
        data.seed().ifPresent(s -> line(text, "  seed", Long.toString(s)));
        text.append("network:\n");
        for (String entry : plan.network().entries())
            text.append("  - ").append(scalar(entry)).append('\n');
        line(text, "loss", plan.loss().toString());
        line(text, "optimizer", plan.optimizer().toString());
        line(text, "schedule", plan.schedule().toString());
        line(text, "clip", plan.clip().toString());
        line(text, "batch", Integer.toString(plan.batch()));
        switch (plan.length()) {
            case Length.Epochs epochs -> line(text, "epochs", Integer.toString(epochs.number()));
            case Length.Steps steps -> line(text, "steps", Long.toString(steps.number()));
        }
        line(text, "stop", plan.stop().toString());
        switch (plan.classWeight()) {
            case ClassWeight.None _ -> {
            }
            case ClassWeight.Balanced balanced -> line(text, "class-weight", balanced.toString());
            case ClassWeight.Each each -> {
                text.append("class-weight:\n");
                each.of().forEach((name, weight) -> line(text, "  " + scalar(name),
                        Grammar.number(weight)));
            }
        }
        if (!experiment.metrics().isEmpty()) line(text, "metrics", list(experiment.metrics()));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    /// The lines of the targets in the section of the data: one name by itself, several as a list.
    static String targets(List<String> names) {
        if (names.isEmpty()) return "";
        if (names.size() == 1) return "  target: " + scalar(names.getFirst()) + "\n";
        return names.stream().map(name -> "    - " + scalar(name) + "\n")
                .collect(Collectors.joining("", "  target:\n", ""));
    }

    private static String list(List<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /// A text as YAML: plain where that is safe, else in double quotes.
    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches()
                && !text.endsWith(" ");
        if (plain) return text;
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF
                            || !StreamReader.isPrintable(c)) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}

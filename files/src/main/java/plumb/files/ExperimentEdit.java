package plumb.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.train.Length;
import plumb.train.Plan;

/// A change of an experiment file that leaves all lines alone that it need not touch.
public final class ExperimentEdit {
    private static final Pattern LINE = Pattern.compile("( *)([a-z-]+):( *)([^#]*?)( *(?: #.*)?)");
    private static final Pattern ENTRY = Pattern.compile("( *- +)([^#]*?)( *(?: #.*)?)");

    private final List<String> lines;

    private ExperimentEdit(String text) {
        this.lines = new ArrayList<>(text.lines().toList());
    }

    /// Makes an experiment file train another plan; the old file stays beside it as `FILE.bak`.
    /// Where the lines cannot be changed one by one, the file is written anew without comments.
    ///
    /// @return what was done, in one line
    public static String inPlace(Path file, Experiment changed) {
        String before = InputFiles.text(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        Optional<String> edited = edit(before, file, folder, changed.plan());
        String after = edited.orElseGet(() -> changed.toYaml(folder));
        Path backup = file.resolveSibling(file.getFileName() + ".bak");
        try {
            Files.copy(file, backup, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw AtomicFile.failure(backup, e);
        }
        AtomicFile.write(file, out -> out.write(after.getBytes(StandardCharsets.UTF_8)));
        return file + ": changed" + (edited.isPresent() ? "" : ", written anew without comments")
                + "; the old file is " + backup;
    }

    /// The text with the plan changed, if editing its lines leads there.
    static Optional<String> edit(String text, Path file, Path folder, Plan plan) {
        try {
            Plan own = Experiment.parse(text, file.toString(), folder, List.of()).plan();
            var edit = new ExperimentEdit(text);
            if (!own.network().equals(plan.network())) edit.network(plan.network());
            if (!own.loss().equals(plan.loss())) edit.top("loss", plan.loss().toString());
            if (!own.optimizer().equals(plan.optimizer())) {
                edit.top("optimizer", plan.optimizer().toString());
            }
            if (!own.schedule().equals(plan.schedule())) {
                edit.top("schedule", plan.schedule().toString());
            }
            if (!own.clip().equals(plan.clip())) edit.top("clip", plan.clip().toString());
            if (own.batch() != plan.batch()) edit.top("batch", Integer.toString(plan.batch()));
            if (!own.length().equals(plan.length())) edit.length(plan.length());
            if (!own.stop().equals(plan.stop())) edit.top("stop", plan.stop().toString());
            if (own.scale() != plan.scale()) edit.data("scale", plan.scale().toString());
            if (own.scaleTarget() != plan.scaleTarget()) {
                edit.data("scale-target", plan.scaleTarget().toString());
            }
            String edited = String.join("\n", edit.lines) + "\n";
            Plan reached = Experiment.parse(edited, file.toString(), folder, List.of()).plan();
            return reached.equals(plan) ? Optional.of(edited) : Optional.empty();
        } catch (InputError e) {
            return Optional.empty();
        }
    }

    private void top(String key, String value) {
        if (!replace(key, value, 0, lines.size(), true)) {
            lines.add(key + ": " + value);
        }
    }

    private void length(Length length) {
        switch (length) {
            case Length.Epochs epochs -> top("epochs", Integer.toString(epochs.number()));
            case Length.Steps steps -> top("steps", Long.toString(steps.number()));
        }
    }

    /// Changes a key of the data section, or adds it to the section's end.
    private void data(String key, String value) {
        int begin = indexOf("data") + 1;
        int end = begin;
        while (end < lines.size() && (lines.get(end).startsWith(" ") || lines.get(end).isBlank())) {
            end++;
        }
        if (replace(key, value, begin, end, false)) return;
        while (end > begin && lines.get(end - 1).isBlank()) end--;
        Matcher first = LINE.matcher(begin < end ? lines.get(begin) : "");
        String indent = first.matches() ? first.group(1) : "  ";
        lines.add(end, indent + key + ": " + value);
    }

    private boolean replace(String key, String value, int from, int to, boolean top) {
        for (int i = from; i < to; i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (line.matches() && line.group(2).equals(key) && line.group(1).isEmpty() == top) {
                lines.set(i, line.group(1) + key + ":" + line.group(3)
                        + value + line.group(5));
                return true;
            }
        }
        return false;
    }

    private int indexOf(String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + ":")) return i;
        }
        throw new InputError("there is no " + key);
    }

    /// Changes each entry of the network that stands for other layers now; the number of layers
    /// stays.
    private void network(Blueprint network) {
        int next = 0;
        for (int i = indexOf("network") + 1; i < lines.size(); i++) {
            Matcher entry = ENTRY.matcher(lines.get(i));
            if (!entry.matches()) {
                if (lines.get(i).isBlank() || lines.get(i).strip().startsWith("#")) continue;
                break;
            }
            String text = entry.group(2).strip().replaceAll("^[\"']|[\"']$", "");
            List<Layer> own = Grammar.parseRepeated(Layer.class, text);
            if (next + own.size() > network.layers().size()) throw new InputError("too few layers");
            List<Layer> wanted = network.layers().subList(next, next + own.size());
            next += own.size();
            if (wanted.equals(own)) continue;
            List<String> entries = new Blueprint(wanted).entries();
            lines.remove(i);
            for (int e = 0; e < entries.size(); e++) {
                lines.add(i + e, entry.group(1) + ExperimentText.scalar(entries.get(e))
                        + (e == 0 ? entry.group(3) : ""));
            }
            i += entries.size() - 1;
        }
    }
}

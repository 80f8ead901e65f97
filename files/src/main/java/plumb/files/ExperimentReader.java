package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import plumb.data.Scale;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.Squashing;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Nearest;
import plumb.train.ClassWeight;
import plumb.train.Length;
import plumb.train.Metric;
import plumb.train.Plan;
import plumb.train.Stop;

/// Makes an experiment of a document and of settings that change it.
final class ExperimentReader {
    private static final String LAYER = "network.";
    private static final String TIMES = ".times";
    private static final int MOST_TIMES = 999_999;

    private final Document document;
    private final String fileName;
    private final Path folder;
    private final Set<String> set = new HashSet<>();

    private final List<Value> layerSettings = new ArrayList<>();
    private Optional<Value> networkSetting = Optional.empty();

    ExperimentReader(Document document, String fileName, Path folder) {
        this.document = document;
        this.fileName = fileName;
        this.folder = folder;
    }

    /// Changes one key, `optimizer=sgd(0.5)`; `network.3=…` replaces a layer, counted from 1, and
    /// `network.3.times=4` repeats it.
    ///
    /// @param flag the flag that the setting was given with, for the error message
    void set(String flag, String setting) {
        String place = flag + " " + setting;
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals).strip();
        String text = equals < 0 ? "" : setting.substring(equals + 1).strip();
        if (equals < 0) throw new InputError(place + ": expected key=value");
        if (text.isEmpty()) throw new InputError(place + ": " + key + " has no value");
        var value = new Value(key, text, place);
        if (key.equals("network")) {
            networkSetting = Optional.of(value);
            layerSettings.clear();
        } else if (key.startsWith(LAYER)) {
            layerSettings.add(value);
        } else if (Document.keys().contains(key)) {
            if (key.equals("epochs") && !set.contains("steps")) document.values().remove("steps");
            if (key.equals("steps") && !set.contains("epochs")) document.values().remove("epochs");
            document.set(value);
            set.add(key);
        } else {
            var known = new ArrayList<>(Document.keys());
            known.add("network");
            throw new InputError(place + ": unknown key \"" + key + "\"; "
                    + Nearest.suggestion(key, known));
        }
    }

    Experiment read(String defaultName, Map<String, String> environment) {
        String name = text("name").map(v -> v.as(ExperimentReader::name)).orElse(defaultName);
        long seed = text("seed").map(v -> v.asWhole(Function.identity())).orElse(1L);
        return new Experiment(name, seed, data(environment), plan(), metrics());
    }

    private List<Metric> metrics() {
        var metrics = new ArrayList<Metric>();
        for (Value value : document.lists().getOrDefault("metrics", List.of())) {
            if (value.text().equals("none")) continue;
            Metric metric = value.as(Metric::of);
            if (metrics.contains(metric)) {
                throw new InputError(value.place() + ": " + metric + " is given twice");
            }
            metrics.add(metric);
        }
        return metrics;
    }

    private static String name(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InputError("name must be one line");
        }
        return text;
    }

    private DataSection data(Map<String, String> environment) {
        Value source = required("data.source");
        return new DataSection(
                location(source, environment),
                targets(),
                text("data.validation").map(ExperimentReader::share).orElse(0.2),
                text("data.test").map(v -> location(v, environment)),
                text("data.image").map(v -> v.as(ImageSize::of)),
                text("data.task").map(v -> v.as(Task::of)).orElse(Task.AUTO),
                text("data.seed").map(v -> OptionalLong.of(v.<Long>asWhole(Function.identity())))
                        .orElse(OptionalLong.empty()));
    }

    private List<String> targets() {
        var names = new ArrayList<String>();
        for (Value value : document.lists().getOrDefault("data.target", List.of())) {
            if (names.contains(value.text())) {
                throw new InputError(value.place() + ": data.target: \"" + value.text()
                        + "\" is given twice");
            }
            names.add(value.text());
        }
        return names;
    }

    private String location(Value value, Map<String, String> environment) {
        Path base = set.contains(value.key()) ? Path.of("") : folder;
        return value.as(text -> {
            String location = Location.of(text, base);
            if (!Location.isGenerator(location))
                Location.resolve(location, value.key(), environment);
            return location;
        });
    }

    private static double share(Value value) {
        double share = value.asNumber();
        if (share >= 0 && share < 1) return share;
        throw new InputError(
                value.place() + ": data.validation must be at least 0 and below 1, got "
                        + Grammar.number(share));
    }

    private Plan plan() {
        Blueprint network = network();
        return new Plan(
                network,
                text("loss").map(v -> v.as(Loss::of)).orElseGet(() -> lossFor(network)),
                text("optimizer").map(v -> v.as(Optimizer::of))
                        .orElseGet(() -> Optimizer.of("adam(0.001)")),
                text("schedule").map(v -> v.as(Schedule::of)).orElse(new Schedule.Constant()),
                text("clip").map(v -> v.as(Clip::of)).orElse(new Clip.None()),
                text("batch").map(v -> v.asInt(n -> atLeastOne("batch", n))).orElse(32),
                length(),
                text("stop").map(v -> v.as(Stop::of)).orElse(new Stop.None()),
                text("data.scale").map(v -> v.as(Scale::of)).orElse(Scale.NONE),
                text("data.scale-target").map(v -> v.as(ExperimentReader::targetScale))
                        .orElse(Scale.NONE),
                classWeight());
    }

    private ClassWeight classWeight() {
        List<Value> each = document.lists().get("class-weight");
        if (each == null) {
            return text("class-weight").map(v -> v.as(ClassWeight::of))
                    .orElse(new ClassWeight.None());
        }
        var weights = new LinkedHashMap<String, Double>();
        for (Value value : each) {
            double weight = value.asNumber();
            value.as(_ -> new ClassWeight.Each(Map.of(value.key(), weight)));
            if (weights.put(value.key(), weight) != null) {
                throw new InputError(value.place() + ": class-weight: class \"" + value.key()
                        + "\" is given twice");
            }
        }
        return new ClassWeight.Each(weights);
    }

    private static int atLeastOne(String key, int number) {
        if (number < 1) throw new InputError(key + " must be at least 1, got " + number);
        return number;
    }

    private static Scale targetScale(String text) {
        Scale scale = Scale.of(text);
        if (scale == Scale.NONE || scale == Scale.STANDARDIZE) return scale;
        throw new InputError("data.scale-target must be none or standardize, got \"" + text + "\"");
    }

    private Blueprint network() {
        if (networkSetting.isEmpty() && document.network().isEmpty()) {
            throw new InputError(fileName + ": network is missing");
        }
        Blueprint network = networkSetting.map(v -> v.as(Blueprint::of))
                .orElseGet(() -> new Blueprint(document.network().stream()
                        .flatMap(v -> v.as(t -> Grammar.parseRepeated(Layer.class, t)).stream())
                        .toList()));
        return changed(network);
    }

    /// The network with layers replaced and repeated; settings count its layers as they were.
    private Blueprint changed(Blueprint network) {
        List<List<Layer>> entries = new ArrayList<>();
        network.layers().forEach(layer -> entries.add(List.of(layer)));
        var times = new int[entries.size()];
        Arrays.fill(times, 1);
        for (Value setting : layerSettings) {
            String number = setting.key().substring(LAYER.length());
            if (number.endsWith(TIMES)) {
                String layer = number.substring(0, number.length() - TIMES.length());
                int index = setting.as(_ -> index(layer, entries.size()));
                times[index] = setting.<Integer>asInt(ExperimentReader::times);
            } else {
                setting.as(text -> entries.set(index(number, entries.size()),
                        Grammar.parseRepeated(Layer.class, text)));
            }
        }
        return new Blueprint(IntStream.range(0, times.length).boxed()
                .flatMap(i -> Collections.nCopies(times[i], entries.get(i)).stream())
                .flatMap(List::stream).toList());
    }

    private static int times(int number) {
        if (number >= 1 && number <= MOST_TIMES) return number;
        throw new InputError("a layer can stand 1 to " + MOST_TIMES + " times, got " + number);
    }

    private static int index(String number, int layers) {
        int index = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 0;
        if (index >= 1 && index <= layers) return index - 1;
        throw new InputError("the network has layers " + LAYER + "1 to " + LAYER + layers + ", not "
                + LAYER + number);
    }

    private static Loss lossFor(Blueprint network) {
        return switch (network.output().activation()) {
            case Activation.Softmax _ -> new Loss.CategoricalCrossEntropy();
            case Squashing.Sigmoid _ -> new Loss.BinaryCrossEntropy();
            case Activation.Elementwise _ -> new Loss.Mse();
        };
    }

    private Length length() {
        Optional<Value> epochs = text("epochs");
        Optional<Value> steps = text("steps");
        if (epochs.isPresent() && steps.isPresent()) {
            throw new InputError(
                    steps.get().place() + ": steps and epochs cannot both be given; epochs: "
                            + epochs.get().place());
        }
        if (steps.isPresent()) return steps.get().asWhole(Length.Steps::new);
        return epochs.map(v -> v.<Length>asInt(Length.Epochs::new)).orElse(new Length.Epochs(20));
    }

    private Value required(String key) {
        return text(key).orElseThrow(() -> new InputError(fileName + ": " + key + " is missing"));
    }

    private Optional<Value> text(String key) {
        return Optional.ofNullable(document.values().get(key));
    }

    /// The name of a file without folder and extension.
    static String stem(String fileName) {
        String last = fileName
                .substring(1 + Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')));
        return last.toLowerCase(Locale.ROOT).replaceFirst("\\.ya?ml$", "").isEmpty()
                ? "experiment"
                : last.replaceFirst("(?i)\\.ya?ml$", "");
    }
}

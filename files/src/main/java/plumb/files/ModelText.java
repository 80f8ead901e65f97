package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.data.Scaling;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.Network;
import plumb.nn.Shape;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.train.Memory;
import plumb.train.Metric;
import plumb.train.Trained;

/// The texts that stand beside the matrices of a model, written and read.
final class ModelText {
    private static final String FORMAT = "plumb";
    private static final String VERSION = "1";

    private ModelText() {}

    static Map<String, String> metadata(Model model) {
        Trained trained = model.trained();
        Columns columns = model.columns();
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("network", trained.network().blueprint().toString());
        metadata.put("loss", trained.loss().toString());
        metadata.put("task",
                (columns.numbers() ? Task.REGRESSION : Task.CLASSIFICATION).toString());
        metadata.put("seed", Long.toString(model.seed()));
        metadata.put("columns", Json.line(json -> write(json, columns)));
        metadata.put("scaling", Json.line(json -> write(json, trained.scaling())));
        metadata.put("target-scaling", Json.line(json -> write(json, trained.targetScaling())));
        if (trained.classWeights().length > 0) {
            metadata.put("class-weights",
                    Json.line(json -> json.numbers("of", exact(trained.classWeights()))));
        }
        if (!trained.metrics().isEmpty()) {
            metadata.put("metrics", trained.metrics().stream().map(Metric::toString)
                    .collect(Collectors.joining("; ")));
        }
        return metadata;
    }

    private static void write(Json json, Columns columns) {
        json.texts("inputs", columns.inputs().stream().map(Columns.Column::name).toList());
        json.object("categories", categories -> {
            for (Columns.Column column : columns.inputs()) {
                if (column instanceof Columns.Column.Category c)
                    categories.texts(c.name(), c.categories());
            }
        });
        Map<String, Double> fills = fills(columns);
        if (!fills.isEmpty())
            json.object("missing", o -> fills.forEach((name, value) -> o.member(name, value)));
        Goal first = columns.goals().getFirst();
        if (columns.goals().size() == 1) {
            json.member("target", first.name()).texts("classes", first.classes());
        } else {
            json.objects("targets", columns.goals(),
                    (o, goal) -> o.member("name", goal.name()).texts("classes", goal.classes()));
        }
        if (columns.shape().size() > 1) {
            json.numbers("shape", columns.shape().stream().mapToDouble(side -> side).toArray());
        }
    }

    private static Map<String, Double> fills(Columns columns) {
        var fills = new LinkedHashMap<String, Double>();
        for (Columns.Column column : columns.inputs()) {
            if (column instanceof Columns.Column.Numeric(String name, OptionalDouble fill)) {
                fill.ifPresent(value -> fills.put(name, value));
            }
        }
        return fills;
    }

    private static void write(Json json, Scaling scaling) {
        json.numbers("offset", shortened(scaling.offset()));
        json.numbers("factor", shortened(scaling.factor()));
    }

    private static double[] shortened(float[] values) {
        boolean equal = IntStream.range(1, values.length).allMatch(i -> values[i] == values[0]);
        return exact(equal ? Arrays.copyOf(values, 1) : values);
    }

    private static double[] exact(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /// The model that metadata describe, with all parameters 0.
    ///
    /// @throws InputError naming what is missing or wrong
    static Model parse(Map<String, String> metadata, Path file) {
        try {
            var reader = new Reader(metadata);
            if (!FORMAT.equals(metadata.get("format"))) {
                throw new InputError(
                        "is not a model of Plumb: its metadata have no format=" + FORMAT);
            }
            if (!reader.text("version").equals(VERSION)) {
                throw new InputError(
                        "has version " + reader.text("version") + ", expected " + VERSION);
            }
            Columns columns = reader.columns();
            int inputs = columns.names().size();
            if (inputs == 0) throw new InputError("its columns have no inputs");
            Network network = network(reader.text("network"), Shape.of(columns.shape()), file);
            return new Model(
                    new Trained(network, Loss.of(reader.text("loss")),
                            reader.scaling("scaling", inputs),
                            reader.scaling("target-scaling",
                                    columns.numbers() ? columns.goals().size() : 1),
                            reader.classWeights(columns.classes().size()), reader.metrics()),
                    columns, reader.whole("seed"));
        } catch (InputError e) {
            throw e.at(file.toString());
        }
    }

    /// A network no larger than the file that is to fill it, whatever its text says, and than the memory.
    private static Network network(String text, Shape shape, Path file) {
        long numbers = file.toFile().length() / Float.BYTES;
        var layers = new ArrayList<Layer>();
        for (String entry : text.split(";", -1)) {
            if (layers.size() <= numbers) layers.addAll(Grammar.parseRepeated(Layer.class, entry));
        }
        var blueprint = new Blueprint(layers);
        boolean fits = layers.size() <= numbers
                && blueprint.parameterCount(shape) <= numbers;
        if (!fits) throw new InputError("is too small for its network, " + text);
        Memory.require("the network needs",
                (double) Float.BYTES * blueprint.parameterCount(shape), "", "");
        return new Network(blueprint, shape);
    }

    private record Reader(Map<String, String> metadata) {
        String text(String name) {
            String text = metadata.get(name);
            if (text == null) throw new InputError("its metadata have no \"" + name + "\"");
            return text;
        }

        float[] classWeights(int classes) {
            if (!metadata.containsKey("class-weights")) return new float[0];
            var json = JsonReader.parse(text("class-weights"), "metadata \"class-weights\"");
            if (!(json.get("of") instanceof List<?> list) || list.size() != classes
                    || !list.stream().allMatch(
                            v -> v instanceof Number n && n.floatValue() > 0
                                    && Float.isFinite(n.floatValue()))) {
                throw new InputError(
                        "metadata \"class-weights\": expected a positive number for each"
                                + " of the " + classes + " classes");
            }
            var weights = new float[classes];
            for (int c = 0; c < classes; c++) weights[c] = ((Number) list.get(c)).floatValue();
            return weights;
        }

        List<Metric> metrics() {
            String text = metadata.get("metrics");
            if (text == null) return List.of();
            return Arrays.stream(text.split(";", -1)).map(Metric::of).toList();
        }

        long whole(String name) {
            try {
                return Long.parseLong(text(name));
            } catch (NumberFormatException e) {
                throw new InputError(
                        "metadata \"" + name + "\": \"" + text(name) + "\" is not a whole number");
            }
        }

        Columns columns() {
            Map<String, @Nullable Object> json = JsonReader.parse(text("columns"),
                    "metadata \"columns\"");
            if (!(json.get("categories") instanceof Map<?, ?> categories)) {
                throw new InputError("metadata \"columns\": \"categories\" must be an object");
            }
            var inputs = new ArrayList<Columns.Column>();
            for (String name : texts(json.get("inputs"), "inputs")) {
                Object list = categories.get(name);
                inputs.add(list == null
                        ? new Columns.Column.Numeric(name, fill(json.get("missing"), name))
                        : new Columns.Column.Category(name, texts(list, name)));
            }
            var columns = new Columns(inputs, goals(json));
            Object shape = json.get("shape");
            return shape == null
                    ? columns
                    : new Columns(inputs, columns.goals(), shape(shape, columns.names().size()));
        }

        private static List<Goal> goals(Map<String, @Nullable Object> json) {
            if (json.get("target") instanceof String target) {
                return List.of(new Goal(target, texts(json.get("classes"), "classes")));
            }
            var goals = new ArrayList<Goal>();
            for (Object item : json.get("targets") instanceof List<?> list ? list : List.of()) {
                if (!(item instanceof Map<?, ?> goal)
                        || !(goal.get("name") instanceof String name)) {
                    break;
                }
                goals.add(new Goal(name, texts(goal.get("classes"), "classes")));
            }
            long kinds = goals.stream().map(goal -> goal.classes().size()).distinct().count();
            int classes = goals.isEmpty() ? 0 : goals.getFirst().classes().size();
            if (goals.size() < 2 || kinds != 1 || (classes != 0 && classes != 2)) {
                throw new InputError("metadata \"columns\": expected \"target\", a text, or"
                        + " \"targets\", several that are all numbers or all have two classes");
            }
            return goals;
        }

        private static OptionalDouble fill(@Nullable Object missing, String name) {
            if (missing == null) return OptionalDouble.empty();
            if (missing instanceof Map<?, ?> fills) {
                Object fill = fills.get(name);
                if (fill == null) return OptionalDouble.empty();
                if (fill instanceof Number number && Float.isFinite(number.floatValue())) {
                    return OptionalDouble.of(number.doubleValue());
                }
            }
            throw new InputError("metadata \"columns\": \"missing\" must hold numbers");
        }

        private static List<Integer> shape(Object value, int inputs) {
            var shape = new ArrayList<Integer>();
            long product = 1;
            for (Object side : value instanceof List<?> list ? list : List.of()) {
                if (!(side instanceof Number number) || number.intValue() < 1) break;
                shape.add(number.intValue());
                product *= number.intValue();
                if (product > inputs) break;
            }
            if (product == inputs) return shape;
            throw new InputError("metadata \"columns\": \"shape\" must be the sides of an array of "
                    + inputs + " numbers, got " + value);
        }

        private static List<String> texts(@Nullable Object value, String name) {
            if (value instanceof List<?> list && list.stream().allMatch(v -> v instanceof String)) {
                return list.stream().map(String::valueOf).toList();
            }
            throw new InputError("metadata \"columns\": \"" + name + "\" must be a list of texts");
        }

        Scaling scaling(String name, int columns) {
            Map<String, @Nullable Object> json = JsonReader.parse(text(name),
                    "metadata \"" + name + "\"");
            return new Scaling(floats(json.get("offset"), name, columns),
                    floats(json.get("factor"), name, columns));
        }

        private static float[] floats(@Nullable Object value, String name, int columns) {
            if (!(value instanceof List<?> list) || (list.size() != 1 && list.size() != columns)
                    || !list.stream().allMatch(v -> v instanceof Number)) {
                throw new InputError(
                        "metadata \"" + name + "\": expected offset and factor with 1 or "
                                + columns + " numbers");
            }
            var floats = new float[columns];
            for (int c = 0; c < columns; c++) {
                floats[c] = ((Number) list.get(list.size() == 1 ? 0 : c)).floatValue();
                if (!Float.isFinite(floats[c])) {
                    throw new InputError("metadata \"" + name + "\": a number is not finite");
                }
            }
            return floats;
        }
    }
}

package plumb.files;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import plumb.data.Generator;
import plumb.data.Scale;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.train.Metric;
import plumb.train.Stop;

/// The JSON Schema (draft 2020-12) of the experiment file, made of what the parser has: its keys, and
/// the records of the sealed families. A key or a kind of value that it does not know is an error.
final class ExperimentSchema {
    /// Families whose values are written as texts, or as arguments in such texts.
    private static final List<Class<?>> FAMILIES = List.of(Layer.class, Activation.class,
            Init.class, Loss.class, Optimizer.class, Schedule.class, Clip.class, Stop.class,
            Metric.class, Generator.class);

    private ExperimentSchema() {}

    static Map<String, Object> make() {
        var top = new LinkedHashMap<String, Object>();
        for (String key : Document.TOP) {
            top.put(key, switch (key) {
                case "data" -> object(of(Document.DATA, ExperimentSchema::data), "source");
                case "network" -> described("The layers, in order.", map("type", "array",
                        "minItems", 1, "items", map("$ref", "#/$defs/layer")));
                default -> top(key);
            });
        }
        Map<String, Object> schema = map("$schema", "https://json-schema.org/draft/2020-12/schema",
                "title", "Experiment file of Plumb");
        schema.putAll(object(top, "data", "network"));
        schema.put("not", map("required", List.of("epochs", "steps")));
        schema.put("$defs", of(FAMILIES.stream().map(Grammar::name).toList(),
                name -> family(FAMILIES.stream().filter(f -> Grammar.name(f).equals(name))
                        .findFirst().orElseThrow())));
        return schema;
    }

    private static Map<String, Object> top(String key) {
        return switch (key) {
            case "name" -> described("Stands in reports and in the name of the run folder.",
                    map("type", List.of("string", "number"), "minLength", 1));
            case "seed" -> described("Of generator, split, initialization and order of the rows.",
                    map("type", "integer"));
            case "loss" -> reference(Loss.class, "What the training minimizes.");
            case "optimizer" -> reference(Optimizer.class, "The rule that changes the weights.");
            case "schedule" -> reference(Schedule.class, "The course of the learning rate.");
            case "clip" -> reference(Clip.class, "How large a gradient may be.");
            case "stop" -> reference(Stop.class, "When the training ends early.");
            case "class-weight" -> described("How much the rows of each class count.",
                    map("anyOf", List.of(map("enum", List.of("none", "balanced")),
                            map("type", "object", "additionalProperties",
                                    map("type", "number", "exclusiveMinimum", 0)))));
            case "metrics" -> described("Measured beside the metric that decides.",
                    map("anyOf", List.of(map("enum", List.of("none")), named(Metric.class),
                            map("type", "array", "items", named(Metric.class)))));
            case "batch" -> described("Rows in a step.", positive());
            case "epochs" -> described("How many times all rows are trained on.", positive());
            case "steps" -> described("How many batches are trained on.", positive());
            default -> throw unknown(key);
        };
    }

    private static Map<String, Object> data(String key) {
        return switch (key) {
            case "source" -> described("A table, an NPZ or NPY file, an IDX folder, a folder of"
                    + " folders of images, or a generator.",
                    map("type", "string", "minLength", 1, "anyOf", List.of(
                            map("$ref", "#/$defs/generator"),
                            map("not", map("pattern", "^[a-z][a-z0-9-]*\\s*\\(.*\\)$")))));
            case "target" -> described("The columns, or the array, that are predicted.",
                    map("type", List.of("string", "number", "array"), "items",
                            map("type", List.of("string", "number"))));
            case "validation" -> described("The share of the training rows that decisions are"
                    + " measured on.",
                    map("type", "number", "minimum", 0, "exclusiveMaximum", 1));
            case "test" -> described("Rows that are measured once, at the end.",
                    map("type", "string", "minLength", 1));
            case "image" -> described("Height and width that images are resampled to.",
                    map("type", "string", "pattern", "^[0-9]{1,5}\\s*x\\s*[0-9]{1,5}$"));
            case "scale" -> described("How inputs are scaled.", words(Scale.values()));
            case "scale-target" -> described("How numbers to predict are scaled.",
                    words(Scale.NONE, Scale.STANDARDIZE));
            case "task" -> described("What is predicted.", words(Task.values()));
            case "seed" -> described("Of generator and split alone.", map("type", "integer"));
            default -> throw unknown("data." + key);
        };
    }

    private static IllegalStateException unknown(String key) {
        return new IllegalStateException("say in ExperimentSchema what " + key + " takes");
    }

    /// The texts of a family: the name of a member, and parentheses where there are arguments.
    private static Map<String, Object> family(Class<?> family) {
        String pattern = Grammar.members(family).stream().map(ExperimentSchema::pattern)
                .collect(Collectors.joining("|", "^\\s*(", ")"
                        + (family == Layer.class ? "(\\s*x\\s*[0-9]{1,6})?" : "") + "\\s*$"));
        return described(Grammar.members(family).stream().map(ExperimentSchema::signature)
                .collect(Collectors.joining(" · ")), map("type", "string", "pattern", pattern));
    }

    private static String pattern(Class<?> member) {
        RecordComponent[] components = member.getRecordComponents();
        boolean needed = Arrays.stream(components)
                .anyMatch(c -> !c.isAnnotationPresent(Default.class));
        String arguments = components.length == 0 ? "\\s*\\(\\s*\\)" : "\\s*\\(.*\\)";
        return Grammar.name(member) + (needed ? arguments : "(" + arguments + ")?");
    }

    private static String signature(Class<?> member) {
        String arguments = Arrays.stream(member.getRecordComponents()).map(component -> {
            Default byDefault = component.getAnnotation(Default.class);
            String name = component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                    .toLowerCase(Locale.ROOT);
            return byDefault == null ? name : name + "=" + byDefault.value();
        }).collect(Collectors.joining(", "));
        return Grammar.name(member) + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }

    private static Map<String, Object> reference(Class<?> family, String description) {
        return described(description, named(family));
    }

    private static Map<String, Object> named(Class<?> family) {
        return map("$ref", "#/$defs/" + Grammar.name(family));
    }

    private static Map<String, Object> positive() {
        return map("type", "integer", "minimum", 1);
    }

    private static Map<String, Object> words(Enum<?>... values) {
        return map("enum", Arrays.stream(values).map(Enum::toString).toList());
    }

    private static Map<String, Object> object(Map<String, Object> properties, String... required) {
        return map("type", "object", "additionalProperties", false, "required", List.of(required),
                "properties", properties);
    }

    private static Map<String, Object> described(String text, Map<String, Object> schema) {
        Map<String, Object> described = map("description", text);
        described.putAll(schema);
        return described;
    }

    private static Map<String, Object> of(List<String> keys, Function<String, Object> schema) {
        var properties = new LinkedHashMap<String, Object>();
        for (String key : keys) properties.put(key, schema.apply(key));
        return properties;
    }

    private static Map<String, Object> map(Object... entries) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < entries.length; i += 2) map.put((String) entries[i], entries[i + 1]);
        return map;
    }

    /// JSON, with a member in each line.
    static String text(Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(e -> inner + quoted((String) e.getKey()) + ": "
                            + text(e.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list -> list.stream().map(item -> text(item, indent))
                    .collect(Collectors.joining(", ", "[", "]"));
            case String text -> quoted(text);
            default -> String.valueOf(value);
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

package plumb.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import plumb.text.InputError;
import plumb.text.Nearest;

/// The keys of an experiment file with the texts they have and where those stand. Keys of the
/// `data` section are written `data.source`; the network is a list, and so is what `lists` holds,
/// where one text alone is a list of one. A mapping stands there too, its values under their own keys.
record Document(Map<String, Value> values, Map<String, List<Value>> lists, List<Value> network) {
    static final List<String> TOP = List.of("name", "seed", "data", "network", "loss", "optimizer",
            "schedule", "clip", "batch", "epochs", "steps", "stop", "class-weight", "metrics");
    private static final Set<String> LISTS = Set.of("metrics", "data.target");
    private static final Set<String> MAPPINGS = Set.of("class-weight");
    static final List<String> DATA = List.of("source", "target", "validation", "test", "image",
            "scale", "scale-target", "task", "seed");

    /// All keys but the network.
    static List<String> keys() {
        return Stream.concat(TOP.stream().filter(k -> !k.equals("data") && !k.equals("network")),
                DATA.stream().map(k -> "data." + k)).toList();
    }

    /// Reads YAML 1.2.
    ///
    /// @throws InputError naming file, line and column
    static Document parse(String yaml, String fileName) {
        var document = new Document(new LinkedHashMap<>(), new LinkedHashMap<>(),
                new ArrayList<>());
        var reader = new Reader(fileName, document);
        Node root = reader.compose(yaml);
        for (NodeTuple entry : reader.mapping(root, "an experiment file", TOP, "")) {
            String key = reader.key(entry);
            switch (key) {
                case "data" -> {
                    for (NodeTuple inner : reader.mapping(entry.getValueNode(), "data", DATA,
                            "data.")) {
                        reader.put("data." + reader.key(inner), inner.getValueNode());
                    }
                }
                case "network" -> reader.network(entry.getValueNode());
                default -> reader.put(key, entry.getValueNode());
            }
        }
        return document;
    }

    /// All keys with their texts: a list as `[a, b]`, a mapping as `{a: 1}`, layers as `network.1`,
    /// `network.2`, ….
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> texts.put(key, value.text()));
        lists.forEach((key, each) -> texts.put(key, text(key, each)));
        for (int l = 0; l < network.size(); l++) {
            texts.put("network." + (l + 1), network.get(l).text());
        }
        return texts;
    }

    private static String text(String key, List<Value> each) {
        if (MAPPINGS.contains(key)) {
            return each.stream().map(value -> value.key() + ": " + value.text())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (each.size() == 1) return each.getFirst().text();
        return each.stream().map(Value::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /// Changes the value of a key. A list or mapping is written as in the file, `[auc, f1]`.
    void set(Value value) {
        String key = value.key();
        boolean several = (LISTS.contains(key) && value.text().startsWith("["))
                || (MAPPINGS.contains(key) && value.text().startsWith("{"));
        if (several) {
            var reader = new Reader(value.place(), this);
            reader.put(key, reader.compose(value.text()));
        } else {
            put(key, value);
        }
    }

    private void put(String key, Value value) {
        if (LISTS.contains(key)) {
            lists.put(key, List.of(value));
        } else {
            lists.remove(key);
            values.put(key, value);
        }
    }

    private record Reader(String fileName, Document document) {
        Node compose(String yaml) {
            var settings = LoadSettings.builder().setLabel(fileName).setAllowNonScalarKeys(true)
                    .build();
            try {
                var parser = new ParserImpl(settings, new StreamReader(settings, yaml));
                Optional<Node> root = new Composer(settings, parser).getSingleNode();
                return root.orElseThrow(() -> new InputError(fileName + ": is empty; expected keys"
                        + " such as data and network"));
            } catch (StackOverflowError e) {
                throw new InputError(fileName + ": is nested too deeply");
            } catch (MarkedYamlEngineException e) {
                throw new InputError(place(e.getProblemMark().or(e::getContextMark)) + ": "
                        + oneLine(e.getProblem()));
            } catch (ReaderException e) {
                throw new InputError(fileName + ": is not text: it has the character "
                        + String.format("U+%04X", e.getCodePoint()));
            } catch (YamlEngineException e) {
                throw new InputError(fileName + ": " + oneLine(String.valueOf(e.getMessage())));
            }
        }

        List<NodeTuple> mapping(Node node, String what, List<String> known, String prefix) {
            if (!(node instanceof MappingNode mapping)) {
                throw new InputError(place(node) + ": " + what + " holds keys ("
                        + String.join(", ", known) + "), got " + kind(node));
            }
            var places = new LinkedHashMap<String, String>();
            for (NodeTuple entry : mapping.getValue()) {
                String key = key(entry);
                String place = place(entry.getKeyNode());
                if (!known.contains(key)) {
                    throw new InputError(place + ": unknown key \"" + prefix + key + "\"; "
                            + Nearest.suggestion(key, known));
                }
                String earlier = places.putIfAbsent(key, place);
                if (earlier != null) {
                    throw new InputError(
                            place + ": \"" + prefix + key + "\" is given twice, first at "
                                    + earlier);
                }
            }
            return mapping.getValue();
        }

        String key(NodeTuple entry) {
            if (entry.getKeyNode() instanceof ScalarNode scalar) return scalar.getValue();
            throw new InputError(place(entry.getKeyNode()) + ": expected a key, got "
                    + kind(entry.getKeyNode()));
        }

        void put(String key, Node node) {
            if (LISTS.contains(key) && node instanceof SequenceNode list) {
                if (key.equals("data.target") && list.getValue().isEmpty()) {
                    throw new InputError(
                            place(node) + ": data.target is an empty list; expected the"
                                    + " names of columns, or no data.target for the last column");
                }
                document.lists.put(key,
                        list.getValue().stream().map(entry -> value(key, entry)).toList());
            } else if (MAPPINGS.contains(key) && node instanceof MappingNode mapping) {
                document.lists.put(key, mapping.getValue().stream()
                        .map(entry -> value(key(entry), entry.getValueNode())).toList());
            } else {
                document.put(key, value(key, node));
            }
        }

        void network(Node node) {
            if (!(node instanceof SequenceNode list)) {
                throw new InputError(place(node) + ": network must be a list of layers, such as"
                        + " \"- dense(16, relu)\", got " + kind(node));
            }
            boolean inBrackets = list.getFlowStyle() == FlowStyle.FLOW;
            for (Node entry : list.getValue()) {
                Value layer = value("network", entry);
                if (inBrackets) requireWhole(layer);
                document.network.add(layer);
            }
            if (list.getValue().isEmpty()) {
                throw new InputError(place(node) + ": a network needs at least one layer");
            }
        }

        /// A comma ends an entry in brackets, also one between parentheses.
        private static void requireWhole(Value layer) {
            long open = layer.text().chars().filter(c -> c == '(').count();
            long closed = layer.text().chars().filter(c -> c == ')').count();
            if (open <= closed) return;
            throw new InputError(layer.place() + ": \"" + layer.text() + "\" has no \")\": in [ ]"
                    + " YAML ends an entry at each comma; put layers that have commas in quotes, or"
                    + " write one per line");
        }

        private Value value(String key, Node node) {
            if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
                throw new InputError(
                        place(node) + ": " + key + " must be one text, got " + kind(node));
            }
            return new Value(key, scalar.getValue().strip(), place(node));
        }

        private static String kind(Node node) {
            return switch (node) {
                case MappingNode _ -> "keys with values";
                case SequenceNode _ -> "a list";
                case ScalarNode scalar when scalar.getValue().isBlank() -> "nothing";
                default -> "a text";
            };
        }

        private String place(Node node) {
            return place(node.getStartMark());
        }

        private String place(Optional<Mark> mark) {
            return mark.map(m -> fileName + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                    .orElse(fileName);
        }

        private static String oneLine(String message) {
            return message.replaceAll("\\s+", " ").strip();
        }
    }
}

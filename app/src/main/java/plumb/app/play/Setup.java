package plumb.app.play;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.files.Experiment;
import plumb.text.InputError;
import plumb.text.Nearest;
import plumb.train.Plan;

/// All that the playground shows, as one value: data, seed, length, and one or two networks that are
/// trained on them.
///
/// Its text is the query of an address, `data=moons(300, noise=0.1)&depth=8&2.activation=relu`: what
/// differs from [#DEFAULT], and behind `2.` what the second network has otherwise than the first.
///
/// @param exercise the name of the lesson or mission it is part of
record Setup(Generator data, long seed, long steps, Stack first, Optional<Stack> second,
        Optional<String> exercise) {
    static final int MOST_ROWS = 500;
    static final int MOST_STEPS = 3000;
    private static final String SECOND = "2.";

    static final Setup DEFAULT = new Setup(Generator.of("circles(300, noise=0.1, factor=0.5)"), 1,
            600, Stack.DEFAULT, Optional.empty(), Optional.empty());

    private static final List<String> KEYS = keys();

    Setup {
        Plot.of(data);
        Numbers.require("steps", steps, 1, MOST_STEPS);
        exercise.ifPresent(Exercises::named);
    }

    private static List<String> keys() {
        var keys = new ArrayList<>(List.of("data", "seed", "steps", "networks", "exercise"));
        keys.addAll(Stack.KEYS);
        return keys;
    }

    /// Parses a query, each key of which has its text for itself.
    ///
    /// @throws InputError for people, naming the key
    static Setup of(String query) {
        Map<String, String> given = split(query);
        Setup setup = DEFAULT;
        for (var entry : given.entrySet()) {
            if (!entry.getKey().startsWith(SECOND))
                setup = setup.with(entry.getKey(), entry.getValue());
        }
        Stack second = setup.first;
        for (var entry : given.entrySet()) {
            if (entry.getKey().startsWith(SECOND)) {
                second = second.with(entry.getKey().substring(SECOND.length()), entry.getValue());
            }
        }
        return setup.second.isPresent() ? setup.second(Optional.of(second)) : setup;
    }

    private static Map<String, String> split(String query) {
        var given = new LinkedHashMap<String, String>();
        for (String part : query.split("&", -1)) {
            if (part.isEmpty()) continue;
            int equals = part.indexOf('=');
            String key = decoded(equals < 0 ? part : part.substring(0, equals));
            String text = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (given.put(key, text) != null)
                throw new InputError("\"" + key + "\" is given twice");
        }
        return given;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InputError("\"" + text + "\" has a % that no two digits follow");
        }
    }

    /// The same with another text for one key, which may be one of the first network's.
    private Setup with(String key, String text) {
        return switch (key) {
            case "data" -> new Setup(Generator.of(text), seed, steps, first, second, exercise);
            case "seed" ->
                new Setup(data, Numbers.seed(text), steps, first, second, exercise);
            case "steps" -> new Setup(data, seed, Numbers.whole(key, text, 1, MOST_STEPS), first,
                    second, exercise);
            case "networks" -> second(Numbers.whole(key, text, 1, 2) == 2
                    ? Optional.of(first)
                    : Optional.empty());
            case "exercise" -> new Setup(data, seed, steps, first, second, Optional.of(text));
            default -> {
                if (!Stack.KEYS.contains(key)) {
                    throw new InputError(
                            "unknown key \"" + key + "\"; " + Nearest.suggestion(key, KEYS));
                }
                yield first(first.with(key, text));
            }
        };
    }

    Setup first(Stack changed) {
        return new Setup(data, seed, steps, changed, second, exercise);
    }

    Setup second(Optional<Stack> changed) {
        return new Setup(data, seed, steps, first, changed, exercise);
    }

    /// The networks in their order.
    List<Stack> stacks() {
        var stacks = new ArrayList<>(List.of(first));
        second.ifPresent(stacks::add);
        return stacks;
    }

    /// The query that parses to this.
    String query() {
        var texts = new LinkedHashMap<String, String>();
        if (!data.equals(DEFAULT.data)) texts.put("data", data.toString());
        if (seed != DEFAULT.seed) texts.put("seed", Long.toString(seed));
        if (steps != DEFAULT.steps) texts.put("steps", Long.toString(steps));
        exercise.ifPresent(name -> texts.put("exercise", name));
        differences(first, DEFAULT.first).forEach(texts::put);
        second.ifPresent(stack -> {
            texts.put("networks", "2");
            differences(stack, first).forEach((key, text) -> texts.put(SECOND + key, text));
        });
        return texts.entrySet().stream().map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> differences(Stack stack, Stack from) {
        var own = stack.texts();
        own.entrySet().removeAll(from.texts().entrySet());
        return own;
    }

    /// As a query may have it, with what is often in Plumb's texts left readable.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%28", "(")
                .replace("%29", ")").replace("%2C", ",").replace("%3B", ";").replace("%3D", "=");
    }

    /// By how many controls another setup differs from this one, that of the exercise aside.
    int moves(Setup other) {
        int moves = (data.equals(other.data) ? 0 : 1) + (seed == other.seed ? 0 : 1)
                + (steps == other.steps ? 0 : 1);
        return moves + differences(other.first, first).size();
    }

    /// The rows, a fifth of them for validation.
    Dataset dataset() {
        return experiment(first).load();
    }

    Plan plan(Stack stack) {
        return stack.plan(steps);
    }

    /// A network of this as an experiment.
    Experiment experiment(Stack stack) {
        return Experiment.of("playground", data.toString(), plan(stack), seed);
    }
}

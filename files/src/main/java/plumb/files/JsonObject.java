package plumb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;

/// The members of a JSON object, read by name and type.
///
/// @param what what it was read from, and where in it: `run/result.json: training`
public record JsonObject(Map<String, @Nullable Object> members, String what) {
    public static JsonObject parse(String text, String what) {
        return new JsonObject(JsonReader.parse(text, what), what);
    }

    /// The object that a file holds.
    static JsonObject read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        }
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public String text(String name) {
        if (members.get(name) instanceof String text) return text;
        throw wrong(name, "a text");
    }

    public boolean flag(String name) {
        if (members.get(name) instanceof Boolean flag) return flag;
        throw wrong(name, "true or false");
    }

    public long whole(String name) {
        if (members.get(name) instanceof Long whole) return whole;
        throw wrong(name, "a whole number");
    }

    /// How many there are of something.
    public int count(String name) {
        if (members.get(name) instanceof Long count && count > 0 && count <= Integer.MAX_VALUE) {
            return count.intValue();
        }
        throw wrong(name, "a whole number from 1 to " + Integer.MAX_VALUE);
    }

    /// A number; null stands for what the member `nonFinite` says it was.
    public double number(String name) {
        Object value = members.get(name);
        if (value instanceof Number number) return number.doubleValue();
        if (value == null && members.get("nonFinite") instanceof Map<?, ?> names
                && names.get(name) instanceof String word) {
            return nonFinite(name, word);
        }
        throw wrong(name, "a number");
    }

    private double nonFinite(String name, String word) {
        return switch (word) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong(name, "NaN, Infinity or -Infinity in nonFinite");
        };
    }

    /// The number, or NaN if it is absent.
    public double present(String name) {
        return has(name) ? number(name) : Double.NaN;
    }

    /// All members that are numbers.
    public Map<String, Double> numbers() {
        var numbers = new LinkedHashMap<String, Double>();
        for (String name : members.keySet()) {
            if (!name.equals("nonFinite")) numbers.put(name, number(name));
        }
        return numbers;
    }

    public List<Double> numbers(String name) {
        List<?> items = list(name);
        var numbers = new ArrayList<Double>();
        for (int i = 0; i < items.size(); i++) {
            String place = name + "[" + i + "]";
            numbers.add(items.get(i) instanceof Number number
                    ? number.doubleValue()
                    : number(place));
        }
        return numbers;
    }

    public List<Long> wholes(String name) {
        return list(name).stream().map(item -> {
            if (item instanceof Long whole) return whole;
            throw wrong(name, "a list of whole numbers");
        }).toList();
    }

    public List<String> texts(String name) {
        return list(name).stream().map(item -> {
            if (item instanceof String text) return text;
            throw wrong(name, "a list of texts");
        }).toList();
    }

    public JsonObject object(String name) {
        return optional(name).orElseThrow(() -> wrong(name, "an object"));
    }

    public Optional<JsonObject> optional(String name) {
        if (!has(name)) return Optional.empty();
        return Optional.of(object(name, members.get(name)));
    }

    public List<JsonObject> objects(String name) {
        return list(name).stream().map(item -> object(name, item)).toList();
    }

    @SuppressWarnings("unchecked") // the parser makes no other maps
    private JsonObject object(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, @Nullable Object>) map, what + ": " + name);
        }
        throw wrong(name, "an object");
    }

    /// What [Json#layers] has written.
    List<String> layers(String name) {
        return list(name).stream().map(item -> {
            if (item instanceof Long || item instanceof String) return item.toString();
            throw wrong(name, "a list of layers");
        }).toList();
    }

    private List<?> list(String name) {
        if (members.get(name) instanceof List<?> list) return list;
        throw wrong(name, "a list");
    }

    public InputError wrong(String name, String expected) {
        return new InputError(what + ": \"" + name + "\" must be " + expected);
    }
}

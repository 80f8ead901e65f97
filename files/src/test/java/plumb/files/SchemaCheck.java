package plumb.files;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Checks a value against a JSON Schema that uses no other keywords than these.
record SchemaCheck(Map<?, ?> root) {
    /// Where the value is wrong, and by which keyword; nothing if it is right.
    Optional<String> wrong(Object value) {
        return wrong("", value, root);
    }

    private Optional<String> wrong(String at, Object value, Map<?, ?> schema) {
        return schema.entrySet().stream().flatMap(keyword -> wrong(at, value, schema,
                (String) keyword.getKey(), keyword.getValue()).stream()).findFirst();
    }

    private Optional<String> wrong(String at, Object value, Map<?, ?> schema, String keyword,
            Object rule) {
        return switch (keyword) {
            case "$schema", "$defs", "title", "description" -> Optional.empty();
            case "$ref" -> wrong(at, value, (Map<?, ?>) Objects.requireNonNull(
                    ((Map<?, ?>) Objects.requireNonNull(root.get("$defs")))
                            .get(((String) rule).replace("#/$defs/", ""))));
            case "not" -> holds(!fits(at, value, rule), at, keyword);
            case "anyOf" -> holds(((List<?>) rule).stream().anyMatch(r -> fits(at, value, r)), at,
                    keyword);
            case "type" -> holds((rule instanceof List<?> types ? types.stream() : Stream.of(rule))
                    .anyMatch(type -> isOf(value, (String) type)), at, keyword);
            case "enum" -> holds(((List<?>) rule).contains(value), at, keyword);
            case "pattern" -> holds(!(value instanceof String text)
                    || Pattern.compile((String) rule).matcher(text).find(), at, keyword);
            case "minLength" -> holds(!(value instanceof String text)
                    || text.length() >= number(rule), at, keyword);
            case "minimum" -> holds(!(value instanceof Number) || number(value) >= number(rule), at,
                    keyword);
            case "exclusiveMaximum" -> holds(!(value instanceof Number)
                    || number(value) < number(rule), at, keyword);
            case "minItems" -> holds(!(value instanceof List<?> list)
                    || list.size() >= number(rule), at, keyword);
            case "items" -> !(value instanceof List<?> list)
                    ? Optional.empty()
                    : IntStream.range(0, list.size()).boxed()
                            .flatMap(i -> wrong(at + "/" + i, list.get(i), (Map<?, ?>) rule)
                                    .stream())
                            .findFirst();
            case "required" -> holds(!(value instanceof Map<?, ?> object)
                    || object.keySet().containsAll((List<?>) rule), at, keyword);
            case "properties" -> !(value instanceof Map<?, ?> object)
                    ? Optional.empty()
                    : ((Map<?, ?>) rule).entrySet().stream()
                            .filter(property -> object.containsKey(property.getKey()))
                            .flatMap(property -> wrong(at + "/" + property.getKey(),
                                    Objects.requireNonNull(object.get(property.getKey())),
                                    (Map<?, ?>) property.getValue())
                                    .stream())
                            .findFirst();
            case "exclusiveMinimum" -> holds(!(value instanceof Number)
                    || number(value) > number(rule), at, keyword);
            case "additionalProperties" -> !(value instanceof Map<?, ?> object)
                    ? Optional.empty()
                    : object.entrySet().stream().filter(entry -> !isNamed(schema, entry.getKey()))
                            .flatMap(entry -> (rule instanceof Map<?, ?> others
                                    ? wrong(at + "/" + entry.getKey(), entry.getValue(), others)
                                    : Optional.of(at + "/" + entry.getKey() + ": " + keyword))
                                    .stream())
                            .findFirst();
            default -> throw new IllegalArgumentException("teach SchemaCheck " + keyword);
        };
    }

    private static boolean isNamed(Map<?, ?> schema, Object key) {
        return schema.get("properties") instanceof Map<?, ?> named && named.containsKey(key);
    }

    private boolean fits(String at, Object value, Object rule) {
        return wrong(at, value, (Map<?, ?>) rule).isEmpty();
    }

    private static Optional<String> holds(boolean holds, String at, String keyword) {
        return holds ? Optional.empty() : Optional.of(at + ": " + keyword);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static boolean isOf(Object value, String type) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Number && number(value) == Math.rint(number(value));
            case "number" -> value instanceof Number;
            default -> throw new IllegalArgumentException("teach SchemaCheck " + type);
        };
    }
}

package plumb.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.text.InputError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object, from a source that may be damaged or hostile.
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// What stands where it should not is told up to here.
    private static final int LONGEST_WORD = 30;

    private JsonReader() {}

    /// Parses an object into a `Map`; its members are `Map`, `List`, `String`, `Long`, `Double`,
    /// `Boolean` or null.
    ///
    /// @param what what errors call the text
    /// @throws InputError naming line and column
    public static Map<String, @Nullable Object> parse(String text, String what) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parse(in, text, what);
        }
    }

    private static Map<String, @Nullable Object> parse(JsonParser in, String text, String what) {
        try {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new InputError(what + ": is not a JSON object");
            }
            Map<String, @Nullable Object> object = object(in);
            if (in.nextToken() != null) {
                throw new InputError(what + ": has more text behind the JSON object");
            }
            return object;
        } catch (StreamConstraintsException e) {
            throw new InputError(what + ": is not JSON: " + place(e.getLocation(), 0)
                    + "it is nested too deeply, or a name, text or number is too long");
        } catch (JacksonException e) {
            throw new InputError(what + ": is not JSON: " + problem(in, text, e));
        }
    }

    private static String place(@Nullable TokenStreamLocation at, int back) {
        return at == null
                ? ""
                : "line " + at.getLineNr() + ", column " + (at.getColumnNr() - back) + ": ";
    }

    /// Where it is no longer JSON, what would be, and what stands there.
    private static String problem(JsonParser in, String text, JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String message = e.getOriginalMessage();
        int at = location == null
                ? text.length()
                : Math.clamp(location.getCharOffset(), 0, text.length());
        if (message.startsWith("Duplicate")) {
            return place(location, 0) + "\"" + in.currentName() + "\" has a value already";
        }
        if (message.matches("(?s).*(closing quote|in property name|unquoted).*")) {
            return place(location, 0) + wanted("a closing quote", text, at);
        }
        if (message.contains("escape")) {
            return place(location, 0)
                    + wanted("an escape such as \\n or \\u00e9 in this text", text, at);
        }
        // Of a number the place is told behind what is wrong with it.
        int word = at;
        while (message.matches("(?s).*(numeric value|Non-standard).*") && word > 0
                && isOfWord(text.charAt(word - 1))) {
            word--;
        }
        return place(location, at - word) + wanted(expected(in, text, word), text, word);
    }

    private static String wanted(String expected, String text, int at) {
        return at == text.length()
                ? "it ends here, expected " + expected
                : "expected " + expected + ", got " + found(text, at);
    }

    /// The word, the text in quotes or the character at a place.
    private static String found(String text, int at) {
        if (text.charAt(at) == '\n' || text.charAt(at) == '\r') return "the end of the line";
        int end = at + 1;
        if (text.charAt(at) == '"') {
            int quote = text.indexOf('"', end);
            end = quote < 0 ? end : quote + 1;
        } else if (isOfWord(text.charAt(at))) {
            while (end < text.length() && isOfWord(text.charAt(end))) end++;
        }
        return end - at > LONGEST_WORD
                ? text.substring(at, at + LONGEST_WORD) + "…"
                : text.substring(at, end);
    }

    private static boolean isOfWord(char c) {
        return !Character.isWhitespace(c) && "{}[],:\"".indexOf(c) < 0;
    }

    /// What may stand behind that which was read.
    private static String expected(JsonParser in, String text, int at) {
        String before = text.substring(0, at).stripTrailing();
        if (before.isEmpty()) return "an object";
        boolean inObject = in.streamReadContext().inObject();
        if (!inObject && !in.streamReadContext().inArray()) return "nothing behind the object";
        return switch (before.charAt(before.length() - 1)) {
            case '{' -> "a name in quotes, or }";
            case '[' -> "a value, or ]";
            case ':' -> "a value";
            case ',' -> inObject ? "a name in quotes" : "a value";
            default -> in.currentToken() == JsonToken.PROPERTY_NAME
                    ? "a colon"
                    : inObject ? "a comma, or }" : "a comma, or ]";
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser in) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            members.put(name, value(in));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) items.add(value(in));
                yield items;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(in);
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_STRING -> in.getString();
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("token " + in.currentToken());
        };
    }

    private static Object whole(JsonParser in) {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) return in.getDoubleValue();
        return in.getLongValue();
    }
}

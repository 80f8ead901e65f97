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
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object, from a source that may be damaged or hostile.
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonReader() {}

    /// Parses an object into a `Map`; its members are `Map`, `List`, `String`, `Long`, `Double`,
    /// `Boolean` or null.
    ///
    /// @param what what errors call the text
    /// @throws InputError naming line and column
    public static Map<String, @Nullable Object> parse(String text, String what) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parse(in, what);
        }
    }

    private static Map<String, @Nullable Object> parse(JsonParser in, String what) {
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
            throw new InputError(what + ": is not JSON: " + place(e)
                    + "it is nested too deeply, or a name, text or number is too long");
        } catch (JacksonException e) {
            String problem = e.getOriginalMessage().startsWith("Duplicate")
                    ? "\"" + in.currentName() + "\" has a value already"
                    : (e instanceof UnexpectedEndOfInputException ? "it ends here, " : "")
                            + "expected " + expected(in, e.getOriginalMessage());
            throw new InputError(what + ": is not JSON: " + place(e) + problem);
        }
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null
                ? ""
                : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /// What may stand behind that which was read.
    private static String expected(JsonParser in, String message) {
        JsonToken last = in.currentToken();
        if (last == null) return "an object";
        // A text is read to its end only when it is asked for.
        if (last == JsonToken.VALUE_STRING && message.matches("(?s).*(closing quote|escape).*")) {
            return "a text that ends with a quote";
        }
        boolean inObject = in.streamReadContext().inObject();
        if (!inObject && !in.streamReadContext().inArray()) return "nothing behind the object";
        return switch (last) {
            case START_OBJECT -> "a name in quotes, or }";
            case START_ARRAY -> "a value, or ]";
            case PROPERTY_NAME -> "a colon and a value";
            default ->
                inObject ? "a comma and a name in quotes, or }" : "a comma and a value, or ]";
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

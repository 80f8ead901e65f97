package plumb.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// Writes one JSON object, member by member.
///
/// A number that is not finite is written as null, and at the end of its object a member
/// `nonFinite` says what it was: `{"loss":null,"nonFinite":{"loss":"NaN"}}`.
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator out;
    private Map<String, String> nonFinite = new LinkedHashMap<>();

    private Json(JsonGenerator out) {
        this.out = out;
    }

    /// The object on one line.
    public static String line(Consumer<Json> members) {
        var text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new Json(out).object(members);
        }
        return text.toString();
    }

    /// The object on several lines, indented by two spaces.
    public static void pretty(OutputStream target, Consumer<Json> members) throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(new Indented(), target,
                JsonEncoding.UTF8)) {
            new Json(out).object(members);
            out.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /// The same as a text.
    public static String text(Consumer<Json> members) {
        var text = new ByteArrayOutputStream();
        try {
            pretty(text, members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    public Json member(String name, @Nullable String value) {
        out.writeName(name);
        if (value == null) out.writeNull();
        else out.writeString(value);
        return this;
    }

    public Json member(String name, boolean value) {
        out.writeName(name);
        out.writeBoolean(value);
        return this;
    }

    public Json member(String name, long value) {
        out.writeName(name);
        out.writeNumber(value);
        return this;
    }

    public Json member(String name, double value) {
        out.writeName(name);
        number(name, value);
        return this;
    }

    /// A member that is an object.
    public Json object(String name, Consumer<Json> members) {
        out.writeName(name);
        object(members);
        return this;
    }

    /// A member that is a list of objects.
    public <T> Json objects(String name, Iterable<T> items, BiConsumer<Json, T> members) {
        out.writeName(name);
        out.writeStartArray();
        for (T item : items) object(json -> members.accept(json, item));
        out.writeEndArray();
        return this;
    }

    /// A member that is a list of texts.
    public Json texts(String name, Iterable<String> values) {
        out.writeName(name);
        out.writeStartArray();
        for (String value : values) out.writeString(value);
        out.writeEndArray();
        return this;
    }

    /// A member that is a list of numbers; one that is not finite is named `name[2]`.
    public Json numbers(String name, double... values) {
        out.writeName(name);
        out.writeStartArray();
        for (int i = 0; i < values.length; i++) number(name + "[" + i + "]", values[i]);
        out.writeEndArray();
        return this;
    }

    /// A member that is a list of numbers for drawings: as precise as a float, null where not finite.
    public Json drawn(String name, double... values) {
        out.writeName(name);
        out.writeStartArray();
        for (double value : values) {
            if (Float.isFinite((float) value)) out.writeNumber((float) value);
            else if (Double.isFinite(value)) out.writeNumber(value);
            else out.writeNull();
        }
        out.writeEndArray();
        return this;
    }

    /// A member that is a list of whole numbers.
    public Json integers(String name, long... values) {
        out.writeName(name);
        out.writeStartArray();
        for (long value : values) out.writeNumber(value);
        out.writeEndArray();
        return this;
    }

    /// A member that is bytes, as a text in base 64.
    public Json bytes(String name, byte[] value) {
        out.writeName(name);
        out.writeBinary(value);
        return this;
    }

    /// A member that lists layers: as numbers, but as texts such as `2.1` inside blocks.
    Json layers(String name, Iterable<String> numbers) {
        out.writeName(name);
        out.writeStartArray();
        for (String number : numbers) {
            if (number.contains(".")) out.writeString(number);
            else out.writeNumber(Integer.parseInt(number));
        }
        out.writeEndArray();
        return this;
    }

    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
            nonFinite.put(name, Double.toString(value));
        }
    }

    private void object(Consumer<Json> members) {
        Map<String, String> outer = nonFinite;
        nonFinite = new LinkedHashMap<>();
        out.writeStartObject();
        members.accept(this);
        if (!nonFinite.isEmpty()) {
            Map<String, String> inner = nonFinite;
            object("nonFinite", json -> inner.forEach(json::member));
        }
        out.writeEndObject();
        nonFinite = outer;
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            var indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(indenter);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}

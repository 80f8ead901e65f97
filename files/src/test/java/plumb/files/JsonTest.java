package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.text.InputError;

final class JsonTest {
    private static void sample(Json json) {
        json.member("name", "a \"b\"\n").member("n", 3).member("x", 0.1).member("yes", true)
                .texts("list", List.of("p", "q")).numbers("values", 1, 2.5)
                .object("inner", inner -> inner.member("k", "v"))
                .objects("rows", List.of(1, 2), (row, i) -> row.member("i", i));
    }

    @Test
    void isOneLine() {
        assertThat(Json.line(JsonTest::sample))
                .isEqualTo("{\"name\":\"a \\\"b\\\"\\n\",\"n\":3,\"x\":0.1,\"yes\":true,"
                        + "\"list\":[\"p\",\"q\"],\"values\":[1.0,2.5],\"inner\":{\"k\":\"v\"},\"rows\":[{\"i\":1},{\"i\":2}]}");
    }

    @Test
    void isIndented() throws IOException {
        var out = new ByteArrayOutputStream();
        Json.pretty(out, json -> json.member("a", 1).object("b", b -> b.numbers("c", 1, 2)));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "a": 1,
                  "b": {
                    "c": [ 1.0, 2.0 ]
                  }
                }
                """);
    }

    @Test
    void numbersThatAreNotFiniteAreNamed() {
        assertThat(Json.line(json -> json.member("loss", Double.NaN).object("inner",
                inner -> inner.numbers("v", 1, Double.NEGATIVE_INFINITY)).member("metric", 1.0)))
                .isEqualTo(
                        "{\"loss\":null,\"inner\":{\"v\":[1.0,null],\"nonFinite\":{\"v[1]\":\"-Infinity\"}},"
                                + "\"metric\":1.0,\"nonFinite\":{\"loss\":\"NaN\"}}");
    }

    @Test
    void readsBack() {
        Map<String, ?> read = JsonReader.parse(Json.line(JsonTest::sample), "sample");
        assertThat(read.get("name")).isEqualTo("a \"b\"\n");
        assertThat(read.get("n")).isEqualTo(3L);
        assertThat(read.get("x")).isEqualTo(0.1);
        assertThat(read.get("yes")).isEqualTo(true);
        assertThat(read.get("values")).isEqualTo(List.of(1.0, 2.5));
        assertThat(read.get("rows")).isEqualTo(List.of(Map.of("i", 1L), Map.of("i", 2L)));
    }

    @Test
    void brokenTextsAreNamed() {
        rejects("[1]", "x: is not a JSON object");
        rejects("", "x: is not a JSON object");
        rejects("{\"a\":1} 2", "x: has more text behind the JSON object");
        rejects("hello", "x: is not JSON: line 1, column 1: expected an object, got hello");
        rejects("{a", "x: is not JSON: line 1, column 2: expected a name in quotes, or }, got a");
        rejects("{\"a\" 1}", "x: is not JSON: line 1, column 6: expected a colon, got 1");
        rejects("{\"a\": nope}", "x: is not JSON: line 1, column 7: expected a value, got nope");
        rejects("{\"a\":NaN}", "x: is not JSON: line 1, column 6: expected a value, got NaN");
        rejects("{\"a\":01}", "x: is not JSON: line 1, column 6: expected a value, got 01");
        rejects("{\"a\":1.}", "x: is not JSON: line 1, column 6: expected a value, got 1.");
        rejects("{\"a\":,", "x: is not JSON: line 1, column 6: expected a value, got ,");
        rejects("{\"a\":1,}", "x: is not JSON: line 1, column 8: expected a name in quotes, got }");
        rejects("{\"a\":[1,]}", "x: is not JSON: line 1, column 9: expected a value, got ]");
        rejects("{\"a\":[1 2]}", "x: is not JSON: line 1, column 9: expected a comma, or ], got 2");
        rejects("{\"a\":1]", "x: is not JSON: line 1, column 7: expected a comma, or }, got ]");
        rejects("{\n  \"a\": 1\n  \"b\": 2}",
                "x: is not JSON: line 3, column 3: expected a comma, or }, got \"b\"");
        rejects("{\"a\": " + "x".repeat(99), "x: is not JSON: line 1, column 7: expected a value,"
                + " got " + "x".repeat(30) + "…");
        rejects("{\"a\":1",
                "x: is not JSON: line 1, column 7: it ends here, expected a comma, or }");
        rejects("{\"a\":1,",
                "x: is not JSON: line 1, column 8: it ends here, expected a name in quotes");
        rejects("{\"a", "x: is not JSON: line 1, column 4: it ends here, expected a closing quote");
        rejects("{\"a\":\"b",
                "x: is not JSON: line 1, column 8: it ends here, expected a closing quote");
        rejects("{\"a\":\"b\nc\"}",
                "x: is not JSON: line 1, column 8: expected a closing quote, got the end of the line");
        rejects("{\"a\":\"b\\q\"}",
                "x: is not JSON: line 1, column 9: expected an escape such as \\n or \\u00e9 in this text,"
                        + " got q");
        rejects("{\"a\":1,\"a\":2}",
                "x: is not JSON: line 1, column 11: \"a\" has a value already");
        rejects("{\"a\":[]} x",
                "x: is not JSON: line 1, column 10: expected nothing behind the object, got x");
        rejects("{\"a\":" + "[".repeat(100_000), "x: is not JSON: it is nested too deeply");
        rejects("{\"a\":" + "9".repeat(100_000) + "}",
                "x: is not JSON: it is nested too deeply, or a name, text or number is too long");
    }

    /// Bytes cut off or changed at random are read or named, in words that are no parser's.
    @Test
    void damagedTextsAreNamedInPlainWords() {
        String whole = Json.line(JsonTest::sample);
        var random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder(whole);
            if (random.nextBoolean()) text.setLength(random.nextInt(whole.length()));
            else
                text.setCharAt(random.nextInt(whole.length()),
                        "{}[],:\"\\0ax \u0001".charAt(random.nextInt(13)));
            try {
                JsonReader.parse(text.toString(), "x");
            } catch (InputError e) {
                assertThat(e.message()).startsWith("x: ").doesNotContain("\n", "Source", "marker",
                        "token", "Object ", "Feature", "code ");
            }
        }
    }

    private static void rejects(String text, String message) {
        assertThatThrownBy(() -> JsonReader.parse(text, "x")).isInstanceOf(InputError.class)
                .hasMessageStartingWith(message).message().doesNotContain("\n");
    }
}

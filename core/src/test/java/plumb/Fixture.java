package plumb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What another library computed, by `etc/fixtures/write.py`: Plumb's text for it, and arrays of floats
/// by name, of which there may be several.
public record Fixture(String text, Map<String, List<float[]>> arrays) {
    /// All of a file.
    public static List<Fixture> of(String file) {
        var fixtures = new ArrayList<Fixture>();
        lines(file).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> {
            int colon = line.indexOf(": ");
            if (colon < 0) fixtures.add(new Fixture(line, new LinkedHashMap<>()));
            else
                fixtures.getLast().all(line.substring(0, colon))
                        .add(floats(line.substring(colon + 2)));
        });
        return fixtures;
    }

    private static Stream<String> lines(String file) {
        String path = "fixtures/" + file + ".txt";
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Fixture.class.getResourceAsStream(path), path),
                StandardCharsets.UTF_8))) {
            return in.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(String text) {
        String[] words = text.split(" ", -1);
        var values = new float[words.length];
        for (int i = 0; i < values.length; i++) values[i] = Float.parseFloat(words[i]);
        return values;
    }

    /// All arrays of a name, in their order.
    public List<float[]> all(String name) {
        return arrays.computeIfAbsent(name, _ -> new ArrayList<>());
    }

    /// The only array of a name, empty if there is none.
    public float[] one(String name) {
        List<float[]> all = all(name);
        return all.isEmpty() ? new float[0] : all.getFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}

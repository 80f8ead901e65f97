package plumb.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The page that explains a finding: what it means, how it is measured, what helps, in Markdown.
public record Explanation(String id, String text) {
    private static final String ALTERNATIVES = "## What else could explain it";

    /// The ids of all findings, in the order in which they are looked for.
    public static List<String> ids() {
        return Diagnosis.symptoms();
    }

    public static List<Explanation> all() {
        return ids().stream().flatMap(id -> of(id).stream()).toList();
    }

    /// The page of a finding; empty if no finding has this id.
    public static Optional<Explanation> of(String id) {
        if (!ids().contains(id)) return Optional.empty();
        try (InputStream page = Explanation.class.getResourceAsStream("explain/" + id + ".md")) {
            if (page == null) return Optional.empty();
            return Optional.of(new Explanation(id,
                    new String(page.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What else could explain what was measured, each in one line.
    public List<String> alternatives() {
        return text.lines().dropWhile(line -> !line.equals(ALTERNATIVES)).skip(1)
                .takeWhile(line -> !line.startsWith("#")).filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2)).toList();
    }

    /// The short sentence that the page begins with, under its heading.
    public String title() {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst()
                .orElse(id);
    }
}

package plumb.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The page that explains a finding: what it means, how it is measured, what helps, in Markdown.
public record Explanation(String id, String text) {
    /// Where a page has the picture of an activation.
    private static final Pattern PICTURE = Pattern.compile("(?m)^ {4}\\{(.*)\\}$");
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
            String text = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new Explanation(id, PICTURE.matcher(text)
                    .replaceAll(asked -> Matcher.quoteReplacement(drawn(asked.group(1))))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String drawn(String asked) {
        return CurveText.parse(asked).lines().stream().map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
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

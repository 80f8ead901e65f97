package plumb.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text of sections that are measured one at a time, each under a heading of its own.
///
/// @param introduction what stands before the first
/// @param headings of all sections, in their order
public record Sections(String introduction, List<String> headings) {
    private static final String MARK = "\n## ";

    /// What a section begins with.
    public static String head(String heading) {
        return MARK + heading + "\n";
    }

    /// Puts a section into the text in place of the one with its heading.
    public void write(Path file, String section) throws IOException {
        List<String> old = Files.exists(file)
                ? List.of(Files.readString(file).split("(?=" + MARK + ")", -1))
                : List.of();
        Files.writeString(file, headings.stream().map(Sections::head).flatMap(
                head -> section.startsWith(head)
                        ? Stream.of(section)
                        : old.stream().filter(text -> text.startsWith(head)))
                .collect(Collectors.joining("", introduction, "")));
    }
}

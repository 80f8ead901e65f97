package plumb.bench.papers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import plumb.bench.report.Figures;
import plumb.bench.report.Sections;
import plumb.bench.report.Table;

/// The text of `docs/papers.md`: a section for each reproduction, in their order.
final class Book {
    private static final String COMMAND = "mvn -B -Pbench -DskipTests verify -Dbench.main="
            + Papers.class.getName();
    private static final String INTRODUCTION = """
            # Published results, measured again

            What papers on the depth of networks found, and what Plumb finds when it does the
            same, usually on a smaller network. What is demanded was fixed before it was measured, but for
            rows that look for the cause of one that does not hold: the section says which.

            ```
            %s
            ```

            measures everything in half an hour and writes this text; the command of a section
            measures that one alone and writes its section. Equal seeds give equal
            numbers on every machine.
            """
            .formatted(COMMAND);

    private Book() {}

    /// The section of a reproduction that was run.
    static String section(Reproduction reproduction, List<Check> checks) {
        var table = new Table("quantity", List.of("demanded", "obtained", "holds"));
        checks.forEach(check -> table.row(check.what(), List.of(check.demand(),
                Figures.of(check.obtained()), check.holds() ? "yes" : "**no**")));
        long held = checks.stream().filter(Check::holds).count();
        return Sections.head(reproduction.title()) + "\n" + reproduction.about().strip()
                + "\n\n```\n" + COMMAND + " -Dbench.args=" + reproduction.name() + "\n```\n\n"
                + held + " of " + checks.size() + " hold, "
                + LocalDate.now(ZoneOffset.UTC) + ".\n\n" + table.toString().stripTrailing() + "\n";
    }

    /// Puts a section into the book in place of the one with its heading.
    static void write(Path book, String section, List<Reproduction> order) throws IOException {
        new Sections(INTRODUCTION, order.stream().map(Reproduction::title).toList())
                .write(book, section);
    }
}

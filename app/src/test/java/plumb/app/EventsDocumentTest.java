package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;

/// `docs/events.md` describes every event and every member of it.
class EventsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/events.md");
    private static final Path SOURCES = Path.of("src/main/java");

    @TempDir
    private Path folder;

    /// The sections of the document by the event that they describe.
    private static Map<String, String> sections() throws IOException {
        return Arrays.stream(Files.readString(DOCUMENT).split("\n## ", -1)).skip(1)
                .collect(
                        Collectors.toMap(section -> section.split("`", -1)[1], section -> section));
    }

    private static Set<String> described(String section) {
        return section.lines().filter(line -> line.startsWith("| `"))
                .flatMap(line -> names(line.split("\\|", -1)[1])).collect(Collectors.toSet());
    }

    private static Stream<String> names(String text) {
        return Pattern.compile("`([A-Za-z]+)`").matcher(text).results().map(m -> m.group(1));
    }

    @Test
    void describes_the_events_of_the_sources_and_no_others() throws IOException {
        var written = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Pattern.compile("\\bevent(?:\\(|\",)\\s*\"([a-z-]+)\"")
                        .matcher(Files.readString(file))
                        .results().map((MatchResult m) -> m.group(1)).forEach(written::add);
            }
        }
        assertThat(written).contains("start", "result")
                .isEqualTo(new TreeSet<>(sections().keySet()));
    }

    /// Commands that write all events, but that of an interruption, with all their members.
    private List<Cli.Outcome> outcomes() throws IOException {
        Path sick = Cli.write(folder, "sick.yaml", Cli.SICK);
        Path growing = Cli.write(folder, "growing.yaml", Cli.DIVERGING);
        Cli.write(folder, "t.csv", Cli.table(80));
        Path test = Cli.write(folder, "test.csv", Cli.table(20));
        Path whole = Cli.write(folder, "whole.yaml", """
                data:
                  source: t.csv
                  test: test.csv
                network:
                  - dense(4, tanh)
                  - dense(4, tanh)
                  - dense(1, sigmoid)
                metrics: [auc]
                epochs: 2
                """);
        Path runs = folder.resolve("runs");
        Path run = runs.resolve("whole");
        var outcomes = new ArrayList<>(List.of(
                Cli.run("repair", sick, "--json", "--quiet", "--out", runs.resolve("repair")),
                Cli.run("train", growing, "--json", "--quiet", "--out", runs.resolve("train")),
                Cli.run("train", growing, "--repair", "--json", "--quiet", "--out",
                        runs.resolve("rescued")),
                Cli.run("train", whole, "--json", "--quiet", "--out", run),
                Cli.run("sweep", whole, "--json", "--quiet", "--out", folder.resolve("sweep"),
                        "--grid", "batch=8", "--seeds", 1)));
        Files.writeString(runs.resolve("train/result.json"), "damaged");
        outcomes.add(Cli.run("runs", "--in", runs, "--json"));
        outcomes.add(Cli.run("runs", "compare", run, runs.resolve("repair"), "--json"));
        outcomes.add(Cli.run("evaluate", run, test, "--json"));
        return outcomes;
    }

    @Test
    void describes_every_member_that_is_written_and_no_others() throws IOException {
        var seen = new HashMap<String, Set<String>>();
        for (Cli.Outcome outcome : outcomes()) {
            assertThat(outcome.code()).as(outcome.err()).isIn(0, ExitCode.DIVERGED);
            outcome.out().lines().map(line -> JsonReader.parse(line, "event"))
                    .forEach(event -> seen.computeIfAbsent(String.valueOf(event.get("event")),
                            _ -> new TreeSet<>()).addAll(event.keySet()));
        }
        Map<String, String> sections = sections();
        assertThat(seen).containsOnlyKeys("start", "step", "epoch", "trial", "stage", "rescue",
                "finding",
                "run", "result");
        seen.forEach((event, members) -> {
            members.removeAll(Set.of("event", "nonFinite"));
            assertThat(described(sections.getOrDefault(event, ""))).as(event)
                    .containsExactlyInAnyOrderElementsOf(members);
        });
    }

    /// An object without what is in the objects and lists of its members.
    private static String flat(String object) {
        String flat = object.substring(1, object.length() - 1);
        for (String before = ""; !before.equals(flat);) {
            before = flat;
            flat = flat.replaceAll("\\{[^{}]*}|\\[[^\\[\\]]*]", "0");
        }
        return "{" + flat;
    }

    @Test
    void its_examples_are_of_their_kind() throws IOException {
        sections().forEach((event, section) -> {
            String example = section.split("```json\n", -1)[1].split("\n```", -1)[0];
            assertThat(example).startsWith("{\"event\":\"" + event + "\",").doesNotContain("\n");
            Set<String> members = Pattern.compile("[{,]\"([A-Za-z]+)\":").matcher(flat(example))
                    .results().map(m -> m.group(1)).collect(Collectors.toSet());
            members.remove("event");
            assertThat(names(section).collect(Collectors.toSet())).as(event).containsAll(members);
        });
    }
}

package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.JsonReader;

class EventsTest {
    @TempDir
    private Path folder;

    private static List<Map<String, @Nullable Object>> events(Cli.Outcome outcome) {
        return outcome.out().lines().map(line -> JsonReader.parse(line, "event")).toList();
    }

    @Test
    void every_line_is_an_event_and_the_last_is_the_result() throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        Path out = folder.resolve("out");
        Cli.Outcome train = Cli.run("train", file, "--json", "--out", out);
        var events = events(train);
        assertThat(events).extracting(e -> e.get("event")).startsWith("start", "step", "epoch")
                .endsWith("finding", "finding", "result").contains("epoch");
        assertThat(events.stream().filter(e -> "epoch".equals(e.get("event")))).hasSize(25)
                .allSatisfy(e -> assertThat(e).containsKeys("epoch", "step", "loss", "metric"));
        assertThat(events.get(1)).containsEntry("step", 1L).containsKey("loss");
        assertThat(events.getFirst()).containsEntry("verb", "train").containsEntry("steps", 375L)
                .containsEntry("epochs", 25L).containsEntry("trainRows", 480L)
                .containsEntry("validationRows", 120L).containsEntry("run", out.toString());
        Map<String, @Nullable Object> result = JsonReader
                .parse(Files.readString(out.resolve("result.json")), "result");
        assertThat(events.getLast()).containsAllEntriesOf(result);
        assertThat(train.err()).contains("circles: sick");
    }

    @Test
    void numbers_that_are_not_finite_are_null_and_named() throws IOException {
        Path file = Cli.write(folder, "growing.yaml", Cli.DIVERGING);
        Cli.Outcome train = Cli.run("train", file, "--json", "--quiet", "--out",
                folder.resolve("out"));
        assertThat(train.err()).isEmpty();
        assertThat(events(train)).isNotEmpty();
        assertThat(train.out()).contains("\"nonFinite\":").doesNotContain("NaN,");
    }

    @Test
    void a_repair_tells_its_stages() throws IOException {
        Path file = Cli.write(folder, "sick.yaml", Cli.SICK);
        Cli.Outcome repair = Cli.run("repair", file, "--json", "--quiet", "--out",
                folder.resolve("out"));
        assertThat(repair.code()).as(repair.out()).isZero();
        var events = events(repair);
        assertThat(events.stream().filter(e -> "stage".equals(e.get("event"))))
                .extracting(e -> e.get("stage"))
                .startsWith("training the yardstick for comparison", "choosing remedies")
                .endsWith("measuring the test rows");
        assertThat(events.getLast()).containsEntry("event", "result").containsKey("repair");
    }

    @Test
    void quiet_says_nothing_and_errors_still_speak() throws IOException {
        Path file = Cli.write(folder, "fine.yaml", Cli.HEALTHY);
        assertThat(Cli.run("train", file, "--quiet", "--out", folder.resolve("out")))
                .isEqualTo(new Cli.Outcome(0, "", ""));
        assertThat(Cli.run("train", folder.resolve("no.yaml"), "--quiet").err())
                .startsWith("plumb: ");
    }

    @Test
    void a_training_stops_when_nobody_takes_its_events() throws IOException {
        Path file = Cli.write(folder, "long.yaml",
                Cli.SICK.replace("epochs: 25", "epochs: 500000"));
        var closed = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        var err = new StringWriter();
        int code = Main.commandLine().setOut(closed).setErr(new PrintWriter(err, true)).execute(
                "train", file.toString(), "--json", "--out", folder.resolve("out").toString());
        assertThat(code).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(err.toString()).contains("plumb: interrupted at step 1 of ");
    }
}

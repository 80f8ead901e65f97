package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.sweep.Job;
import plumb.text.InputError;

/// Data that are edited while they are used.
final class DataDigestsTest {
    private static final String ROWS = "x,y\n1,2\n3,4\n5,6\n7,8\n9,10\n";

    @TempDir
    private Path folder;
    private Path table;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        table = Files.writeString(folder.resolve("t.csv"), ROWS);
        file = Files.writeString(folder.resolve("e.yaml"),
                "data:\n  source: t.csv\nnetwork:\n  - dense(1)\n");
    }

    @Test
    void rowsCarryTheDigestOfTheirFiles() {
        Prepared prepared = Experiment.read(file, List.of()).prepare();
        assertThat(prepared.digests().of(table)).isEqualTo(DataDigest.of(table)).hasSize(64);
        assertThat(Experiment.read(file, List.of("data.source=xor(20)")).prepare().digests()
                .of(table)).isEqualTo("that of no file");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
        Experiment experiment = Experiment.read(file, List.of());
        DataDigests before = DataDigests.of(experiment.dataFiles());
        Files.writeString(table, ROWS.replace("9,10", "9,110"));
        assertThatThrownBy(() -> experiment.prepare(before)).isInstanceOf(InputError.class)
                .hasMessage(table + ": has changed since it was first read: its SHA-256 is "
                        + DataDigest.of(table) + ", expected " + before.of(table));
    }

    @Test
    void rowsThatASweepLoadsAgainMustBeTheSame() throws IOException {
        SweepPlan plan = SweepPlan.read(file, List.of("epochs=1"), OptionalLong.empty(),
                List.of("batch=2,4"), 2);
        List<Job> jobs = plan.jobs(List.of(), DataDigests.of(plan.dataFiles()), _ -> {});
        assertThat(jobs.getFirst().basis().data().rows()).isEqualTo(5);
        Files.writeString(table, ROWS + "11,12\n");
        assertThat(jobs.getFirst().basis().data().rows()).isEqualTo(5);
        assertThatThrownBy(() -> jobs.getLast().basis().data()).isInstanceOf(InputError.class)
                .hasMessageStartingWith(table + ": has changed since it was first read: ");
    }
}

package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Dataset;
import plumb.files.Experiment;
import plumb.files.RunFolder;
import plumb.files.StoredRun;
import plumb.gauge.History;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Training;

/// Runs that were cut short and go on.
class ResumeTest {
    @TempDir
    private Path folder;
    private Path whole;
    private Path cut;

    @BeforeEach
    void train() throws IOException {
        Path table = Cli.write(folder, "points.csv", Cli.table(400));
        Path file = Cli.write(folder, "points.yaml", """
                data:
                  source: points.csv
                network:
                  - dense(12, sigmoid) x 3
                  - batch-norm
                  - dropout(0.1)
                  - dense(2, softmax)
                epochs: 12
                stop: patience(30)
                metrics: [auc, f1]
                """);
        whole = folder.resolve("whole");
        cut = folder.resolve("cut");
        assertThat(table).exists();
        Cli.run("train", file, "--quiet", "--workers=1", "--out", whole);
    }

    /// The folder of the run as it was when its process was killed behind some step.
    private void kill(long... checkpoints) throws IOException {
        Files.createDirectories(cut);
        for (String name : List.of("experiment.yaml", "run.json")) {
            Files.copy(whole.resolve(name), cut.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Experiment experiment = RunFolder.experiment(cut);
        Dataset data = experiment.load();
        var history = new History();
        try (RunFolder run = RunFolder.resume(cut, 0);
                var training = new Training(experiment.plan(), data,
                        new Settings(experiment.seed(), 1, Probe.AUTO, experiment.metrics()))) {
            for (long step : checkpoints) {
                while (training.steps() < step) history.add(training.next());
                run.checkpoints().write(state -> {
                    training.state(state.part("training"));
                    history.state(state.part("history"), training.network());
                });
            }
        }
    }

    private static String result(Path run) throws IOException {
        return Files.readString(run.resolve("result.json"))
                .replaceAll("(\"seconds\"|\"samplesPerSecond\"): [0-9.E+-]+", "$1: 0");
    }

    private Cli.Outcome resume(Object... more) {
        return Cli.run(Stream.concat(Stream.of("train", "--resume", cut), Stream.of(more))
                .toArray());
    }

    private void assertWhole() throws IOException {
        assertThat(result(cut)).isEqualTo(result(whole));
        for (String file : List.of("model.safetensors", "checkpoints/last.safetensors",
                "checkpoints/best.safetensors")) {
            assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void end_with_the_weights_and_the_result_of_one_that_was_not() throws IOException {
        kill(57);
        Cli.Outcome resumed = resume();
        assertThat(resumed.err()).contains("goes on behind step 57 of 120")
                .contains("epoch 12/12");
        assertThat(resumed.code()).isZero();
        assertWhole();
    }

    /// Its last step puts the weights of the lowest epoch back, and its checkpoint has those of the last.
    @Test
    void that_patience_ended_end_with_the_same_from_behind_any_step() throws IOException {
        whole = folder.resolve("stopped");
        Cli.run("train", folder.resolve("points.yaml"), "--quiet", "--workers=1", "--out", whole,
                "--set=optimizer=adam(0.1)", "--set=stop=patience(1)");
        long steps = StoredRun.read(whole).steps();
        assertThat(steps).isBetween(20L, 110L);
        for (long step : new long[] {steps, steps - 1, steps - 10}) {
            kill(step);
            Files.copy(whole.resolve("checkpoints/best.safetensors"),
                    cut.resolve("checkpoints/best.safetensors"));
            Cli.Outcome resumed = resume();
            assertThat(resumed.err()).contains("goes on behind step " + step + " of 120")
                    .contains("kept the weights of epoch ");
            assertWhole();
            StoredRun.delete(cut);
        }
    }

    @Test
    void that_had_no_checkpoint_begin_again() throws IOException {
        kill();
        assertThat(resume().err())
                .contains("there is no whole checkpoint: begins again with step 1");
        assertWhole();
    }

    @Test
    void whose_last_checkpoint_is_damaged_go_on_from_the_one_before() throws IOException {
        kill(30, 57);
        Path last = cut.resolve("checkpoints/last.safetensors");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(resume().err()).contains("plumb: " + last + ": is truncated: ")
                .contains("goes on behind step 30 of 120");
        assertWhole();
    }

    @Test
    void that_came_to_their_end_stay_as_they_are() throws IOException {
        kill(57);
        resume();
        assertWhole();
        var time = Files.getLastModifiedTime(cut);
        var result = Files.getLastModifiedTime(cut.resolve("result.json"));
        Cli.Outcome again = resume("--json", "--fail-on=info");
        assertThat(again.code()).isEqualTo(
                Files.readString(cut.resolve("result.json")).contains("severity") ? 3 : 0);
        assertThat(again.err()).isEqualTo(cut
                + ": has ended after 120 steps: there is nothing to resume\n");
        assertThat(again.out()).startsWith("{\"event\":\"result\",").hasLineCount(1);
        assertThat(Files.getLastModifiedTime(cut)).isEqualTo(time);
        assertThat(Files.getLastModifiedTime(cut.resolve("result.json"))).isEqualTo(result);
    }

    @Test
    void whose_data_have_changed_are_refused() throws IOException {
        kill(57);
        Path table = folder.resolve("points.csv");
        Files.writeString(table, Files.readString(table).replaceFirst("red", "blue"));
        Cli.Outcome refused = resume();
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).startsWith("plumb: " + table + ": has changed since " + cut
                + " began: its SHA-256 is ").hasLineCount(1);
        assertThat(cut.resolve("result.json")).doesNotExist();
        assertThat(cut.resolve("checkpoints/last.safetensors")).exists();
    }

    @Test
    void whose_experiment_has_changed_are_refused() throws IOException {
        kill(30, 57);
        Path file = cut.resolve("experiment.yaml");
        String began = Files.readString(file);
        Files.writeString(file, began.replace("epochs: 12", "epochs: 14"));
        Path last = cut.resolve("checkpoints/last.safetensors");
        Path previous = cut.resolve("checkpoints/previous.safetensors");
        byte[] newest = Files.readAllBytes(last);
        byte[] before = Files.readAllBytes(previous);
        Cli.Outcome refused = resume();
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).startsWith("plumb: " + file + ": has changed since ")
                .contains(": epochs is 14, was 12; ", "change it back").hasLineCount(1);
        assertThat(last).hasBinaryContent(newest);
        assertThat(previous).hasBinaryContent(before);
        assertThat(cut).isDirectoryNotContaining("glob:**{result.json,history.db}");
        Files.writeString(file, began);
        assertThat(resume().code()).isZero();
        assertWhole();
    }

    @Test
    void whose_experiment_has_changed_before_a_checkpoint_are_refused_too() throws IOException {
        kill();
        Path file = cut.resolve("experiment.yaml");
        String began = Files.readString(file);
        Files.writeString(file, began.replace("epochs: 12", "epochs: 14"));
        Cli.Outcome refused = resume();
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).startsWith("plumb: " + file + ": has changed since " + cut
                + " began: epochs is 14, was 12; ").hasLineCount(1);
        Files.writeString(file, began.replace("epochs: 12", "epochs: 12 # enough"));
        assertThat(resume().code()).isZero();
        assertThat(result(cut)).isEqualTo(result(whole));
    }

    @Test
    void whose_data_are_gone_name_them_once() throws IOException {
        kill(57);
        Path table = folder.resolve("points.csv");
        Files.delete(table);
        assertThat(resume()).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + table + ": there is no such file\n"));
    }

    @Test
    void with_a_damaged_record_name_line_and_what_was_expected() throws IOException {
        kill(57);
        Path record = cut.resolve("run.json");
        String whole = Files.readString(record);
        Files.writeString(record, whole.replaceFirst(",\n", "\n"));
        assertThat(resume()).isEqualTo(new Cli.Outcome(4, "", "plumb: " + record
                + ": is not JSON: line 3, column 3: expected a comma, or }, got \"java\"\n"));
        Files.writeString(record, whole.replaceFirst("\"workers\": 1", "\"workers\": 0"));
        assertThat(resume()).isEqualTo(new Cli.Outcome(4, "", "plumb: " + record
                + ": \"workers\" must be a whole number from 1 to 2147483647\n"));
    }

    @Test
    void without_their_history_go_on_and_say_what_is_lost() throws IOException {
        kill(57);
        Path history = cut.resolve("history.db");
        Cli.Outcome resumed = resume("--quiet");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err().lines()).first().isEqualTo("plumb: " + history
                + ": steps 1 to 57 are missing; training goes on, and the file with the steps behind"
                + " them");
        assertThat(resumed.err()).contains("plumb: " + cut.resolve("checkpoints/best.safetensors")
                + ": is missing; training goes on, and writes it at the next epoch that is"
                + " better\n").hasLineCount(2);
        assertWhole();
    }

    /// A folder in the place of a file is a disk that takes no more.
    @Test
    void that_cannot_write_their_model_tell_what_was_measured_and_can_be_resumed()
            throws IOException {
        kill(57);
        Path model = cut.resolve("model.safetensors");
        Files.createDirectories(model.resolve("in the way"));
        Cli.Outcome failed = resume();
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.out()).contains("validation", "accuracy").doesNotContain("report: ");
        assertThat(failed.err().lines()).last().asString()
                .startsWith("plumb: " + model + ": cannot be written: ");
        assertThat(cut).isDirectoryNotContaining("glob:**{result.json,report.html}");
        Files.delete(model.resolve("in the way"));
        Files.delete(model);
        Cli.Outcome resumed = resume();
        assertThat(resumed.code()).isZero();
        assertThat(resumed.out().replaceFirst("in [0-9.]+ s", "")).startsWith(
                failed.out().replaceFirst("in [0-9.]+ s", "")).contains("report: ");
        assertWhole();
    }

    @Test
    void that_cannot_write_their_page_tell_what_was_measured() throws IOException {
        kill(57);
        Path page = cut.resolve("report.html");
        Files.createDirectories(page.resolve("in the way"));
        Cli.Outcome failed = resume("--json");
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.out().lines()).last().asString().startsWith("{\"event\":\"result\",");
        assertThat(failed.err()).contains("validation");
        assertThat(failed.err().lines()).last().asString()
                .startsWith("plumb: " + page + ": cannot be written: ");
        assertWhole();
    }

    @Test
    void with_less_data_than_they_began_with_are_refused() throws IOException {
        kill(57);
        Path record = cut.resolve("run.json");
        Files.writeString(record, Files.readString(record)
                .replaceFirst("(\"data\": \\[)(\\s*\\{[^}]*})", "$1$2,$2"));
        assertThat(resume()).isEqualTo(new Cli.Outcome(4, "", "plumb: " + cut
                + ": began with 2 files of data, but now there are 1; a run goes on with the data"
                + " that it began with\n"));
    }

    @Test
    void are_written_by_one_process() throws IOException {
        kill(57);
        try (var _ = RunFolder.resume(cut, 0)) {
            Cli.Outcome refused = resume();
            assertThat(refused.code()).isEqualTo(4);
            assertThat(refused.err()).isEqualTo("plumb: " + cut
                    + ": another run is writing here\n");
        }
    }

    @Test
    void are_run_folders_of_train() throws IOException {
        Path none = folder.resolve("none");
        assertThat(Cli.run("train", "--resume", none).err())
                .isEqualTo("plumb: " + none + ": there is no such run folder\n");
        assertThat(Cli.run("train", "--resume", folder).err()).isEqualTo("plumb: " + folder
                + ": has no experiment.yaml: it is no run folder, or its run did not get that"
                + " far\n");
        kill(57);
        Path record = cut.resolve("run.json");
        Files.writeString(record,
                Files.readString(record).replace("\"train\"", "\"repair\""));
        assertThat(resume().err()).isEqualTo("plumb: " + cut + ": is a run of repair, and"
                + " train goes on with its own only: run it again\n");
    }

    @Test
    void take_nothing_that_would_make_them_another() {
        assertThat(Cli.run("train").code()).isEqualTo(2);
        assertThat(Cli.run("train", "a.yaml", "--resume", cut).err())
                .startsWith("plumb: --resume takes no FILE: the run folder has its experiment");
        for (String flag : List.of("--set=epochs=3", "--seed=2", "--workers=2", "--probe=off",
                "--out=b")) {
            Cli.Outcome refused = resume(flag);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains(" cannot stand beside --resume");
        }
    }
}

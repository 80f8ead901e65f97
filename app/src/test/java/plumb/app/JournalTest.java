package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.files.Experiment;
import plumb.files.HistoryFile;
import plumb.files.Model;
import plumb.files.Prepared;
import plumb.files.RunFolder;
import plumb.gauge.History;
import plumb.train.Settings;
import plumb.train.Training;

/// What a training writes down on its way.
class JournalTest {
    @TempDir
    private Path folder;

    private static Console console(StringWriter err) {
        var command = Main.commandLine().setOut(new PrintWriter(err, true))
                .setErr(new PrintWriter(err, true));
        return new Console(command.getCommandSpec(), new OutputFlags());
    }

    /// The step behind which the run would go on if it were cut short now.
    private static long kept(Experiment experiment, Prepared prepared, RunFolder run) {
        try (var again = new Training(experiment.plan(), prepared.data(), Settings.seed(3))) {
            Journal.putBack(console(new StringWriter()), run, again, new History());
            return again.steps();
        }
    }

    /// Epochs of a few steps get better one after the other. By a clock on which each takes 0.4 seconds,
    /// every third has a checkpoint.
    @Test
    void the_best_epoch_is_written_with_the_checkpoints_and_at_the_end() throws IOException {
        Experiment experiment = Experiment.parse("""
                data: {source: "circles(200, noise=0.1, factor=0.5)"}
                network: ["dense(8, tanh)", "dense(1, sigmoid)"]
                optimizer: adam(0.01)
                epochs: 40
                """, "circles", folder, List.of());
        Prepared prepared = experiment.prepare();
        Path out = folder.resolve("out");
        Path best = out.resolve("checkpoints/best.safetensors");
        Path last = out.resolve("checkpoints/last.safetensors");
        var err = new StringWriter();
        var history = new History();
        float[] weights = {};
        int improved = 0;
        long behind = 0;
        var now = new AtomicLong();
        try (var training = new Training(experiment.plan(), prepared.data(), Settings.seed(3));
                RunFolder run = RunFolder.at(out, 0)) {
            run.write(experiment);
            try (var journal = new Journal(console(err), run, training, history, prepared, 3, true,
                    now::get)) {
                journal.begin();
                while (training.hasNext()) {
                    var step = training.next();
                    history.add(step);
                    if (step.endsEpoch()) now.addAndGet(400_000_000);
                    journal.step(step);
                    if (history.improved()) {
                        weights = training.network().parameters().clone();
                        improved++;
                    }
                    assertThat(Files.exists(best)).isEqualTo(Files.exists(last));
                    if (!step.endsEpoch()) continue;
                    if (step.epoch() % 3 == 0) {
                        behind = step.number();
                        assertThat(Model.read(best).trained().network().parameters())
                                .isEqualTo(weights);
                    }
                    assertThat(kept(experiment, prepared, run)).isEqualTo(behind);
                }
                assertThat(behind).isLessThan(training.length());
                journal.end();
                assertThat(kept(experiment, prepared, run)).isEqualTo(training.length());
                long written = Files.size(last) * 3 + Files.size(best)
                        + Files.size(out.resolve("history.db"));
                assertThat(Journal.bytes(training)).isBetween(written, 5 * written);
                long steps = Model.bytes(training.network())
                        + HistoryFile.bytes(2, training.length(), 40);
                assertThat(Journal.bytes(training) - steps)
                        .isBetween(3 * Files.size(last), 4 * Files.size(last));
            }
        }
        assertThat(improved).isGreaterThan(2);
        assertThat(Model.read(best).trained().network().parameters()).isEqualTo(weights);
        assertThat(err.toString()).isEmpty();
    }
}

package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings of the built command that are killed and go on, and what others read meanwhile.
class KillIT {
    /// How often, at moments drawn from `-Dplumb.seed`.
    private static final int KILLS = Integer.getInteger("plumb.kills", 1);
    /// So many kills want a long training, of many checkpoints; the build has time for a shorter one.
    private static final int MANY = 20;
    private static final int EPOCHS = KILLS < MANY ? 1200 : 3600;
    private static final Pattern GOES_ON = Pattern.compile("goes on behind step (\\d+) of (\\d+)");
    private static final String EXPERIMENT = """
            data:
              source: spirals(1000, noise=0.05)
            network:
              - dense(32, tanh) x 3
              - batch-norm
              - dropout(0.05)
              - dense(1, sigmoid)
            schedule: warmup(2, cosine)
            epochs: EPOCHS
            """;

    @TempDir
    private Path folder;

    @Test
    void a_training_that_is_killed_ends_as_if_it_had_not_been() throws Exception {
        var plumb = new Built(folder);
        Path file = write(EPOCHS);
        Path whole = folder.resolve("whole");
        long began = System.nanoTime();
        Process process = train(plumb, file, whole);
        long trains = System.nanoTime();
        assertThat(process.waitFor()).as(plumb::said).isLessThanOrEqualTo(3);
        double length = System.nanoTime() - trains;
        long seed = Long.getLong("plumb.seed", began);
        System.out.println("moments are drawn with -Dplumb.seed=" + seed);
        var random = new SplittableRandom(seed);
        int kills = 0;
        int within = 0;
        for (int i = 0; kills < KILLS; i++) {
            assertThat(i).as("trainings that ended before they were killed").isLessThan(9 * KILLS);
            Path run = folder.resolve("run-" + i);
            Process killed = train(plumb, file, run);
            double moment = random.nextDouble();
            TimeUnit.NANOSECONDS.sleep((long) (moment * length));
            if (!killed.isAlive()) continue;
            killed.destroyForcibly().waitFor();
            kills++;
            assertThat(plumb.command("train", "--resume", run, "--progress=none").start().waitFor())
                    .as(plumb::said).isEqualTo(process.exitValue());
            System.out.printf("killed after %.2f of the training; %s%n", moment,
                    plumb.said().lines().findFirst().orElse(""));
            within += isWithin(plumb.said()) ? 1 : 0;
            assertEqual(run, whole);
        }
        System.out.println(within + " of " + KILLS + " went on in the midst of the training");
        if (KILLS >= MANY) assertThat(within).as("resumed between two steps").isPositive();
    }

    /// Whether a run said that it goes on behind a step that is not the last.
    private static boolean isWithin(String said) {
        Matcher goesOn = GOES_ON.matcher(said);
        return goesOn.find() && !goesOn.group(1).equals(goesOn.group(2));
    }

    private Path write(int epochs) throws IOException {
        return Cli.write(folder, "spirals.yaml",
                EXPERIMENT.replace("EPOCHS", String.valueOf(epochs)));
    }

    /// A process that reads `history.db` meanwhile sees whole steps in their order: no row goes again or
    /// changes, and at the end all are there.
    @Test
    void who_reads_while_a_training_writes_sees_every_step() throws Exception {
        var plumb = new Built(folder);
        Path file = write(400);
        Path run = folder.resolve("read");
        Process process = train(plumb, file, run);
        List<Double> seen = List.of();
        int on = 0;
        for (boolean trains = true; trains;) {
            trains = process.isAlive();
            List<Double> losses = losses(run.resolve("history.db"));
            assertThat(losses).hasSizeGreaterThanOrEqualTo(seen.size());
            assertThat(losses.subList(0, seen.size())).isEqualTo(seen);
            on += trains && losses.size() > seen.size() ? 1 : 0;
            seen = losses;
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(process.waitFor()).as(plumb::said).isLessThanOrEqualTo(3);
        assertThat(seen).hasSize(25 * 400);
        assertThat(on).as("times that more was seen").isPositive();
        System.out.println("more steps were seen " + on + " times while the training wrote");
    }

    /// The losses of the steps 1, 2, …; none while there is no such table.
    private static List<Double> losses(Path history) throws SQLException {
        var losses = new ArrayList<Double>();
        if (Files.notExists(history)) return losses;
        try (Connection database = DriverManager
                .getConnection("jdbc:sqlite:file:" + history + "?mode=ro");
                Statement query = database.createStatement()) {
            if (!query.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'steps'").next()) {
                return losses;
            }
            ResultSet rows = query.executeQuery("SELECT step, loss FROM steps ORDER BY step");
            while (rows.next()) {
                losses.add(rows.getDouble(2));
                assertThat(rows.getLong(1)).isEqualTo(losses.size());
            }
        }
        return losses;
    }

    private static Process train(Built plumb, Path file, Path out) throws Exception {
        Process process = plumb.command("train", file, "--out", out, "--workers=1",
                "--progress=none").start();
        plumb.await(() -> Files.exists(out.resolve("run.json")), process);
        return process;
    }

    private static void assertEqual(Path run, Path whole) throws IOException {
        assertThat(Built.result(run)).isEqualTo(Built.result(whole));
        for (String name : List.of("model.safetensors", "checkpoints/last.safetensors",
                "checkpoints/best.safetensors", "experiment.yaml")) {
            assertThat(run.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(names(run)).isEqualTo(names(whole));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}

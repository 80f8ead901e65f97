package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the user gives that cannot work ends with exit code 4 and one line, and writes nothing.
class BadInputTest {
    private static final String TABLE = "x,y,side\n1,2,a\n3,4,b\n5,6,a\n7,8,b\n";

    @TempDir
    private Path folder;
    private Path file;
    private Path table;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        table = Cli.write(folder, "t.csv", TABLE);
        file = experiment("dense(1, sigmoid)", "");
        out = folder.resolve("out");
    }

    private Path experiment(String output, String more) throws IOException {
        return Cli.write(folder, "e.yaml", "data:\n  source: t.csv\nnetwork:\n  - dense(4, relu)\n"
                + "  - " + output + "\n" + more);
    }

    private void assertRefused(String message, Object... more) {
        for (String verb : new String[] {"train", "examine", "repair"}) {
            var arguments = new Object[more.length + 4];
            arguments[0] = verb;
            arguments[1] = file;
            arguments[2] = "--out";
            arguments[3] = out;
            System.arraycopy(more, 0, arguments, 4, more.length);
            assertThat(Cli.run(arguments)).isEqualTo(
                    new Cli.Outcome(4, "", "plumb: " + message + "\n"));
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void the_file_itself_is_fine() {
        assertThat(Cli.run("train", file, "--quiet", "--out", out).code()).isZero();
    }

    @Test
    void files_that_are_missing_or_none() throws IOException {
        file = folder.resolve("f.yaml");
        assertRefused(file + ": there is no such file; did you mean \"e.yaml\"?");
        file = folder;
        assertRefused(folder + ": is a folder, expected a file");
        file = Cli.write(folder, "g.yaml", "");
        assertRefused(file + ": is empty; expected keys such as data and network");
        file = experiment("dense(1, sigmoid)", "");
        Files.delete(table);
        assertRefused(table + ": there is no such file", "--set", "batch=2");
    }

    @Test
    void keys_that_are_unknown() throws IOException {
        file = experiment("dense(1, sigmoid)", "optimzer: adam\n");
        assertRefused(file + ":6:1: unknown key \"optimzer\"; did you mean \"optimizer\"?");
        file = experiment("dense(1, sigmoid)", "");
        assertRefused("--set epoch=3: unknown key \"epoch\"; did you mean \"epochs\"?", "--set",
                "epoch=3");
    }

    @Test
    void names_that_are_unknown() throws IOException {
        file = experiment("dens(1)", "");
        assertRefused(file + ":5:5: unknown layer \"dens\" (\"dens(1)\", column 1);"
                + " did you mean \"dense\"?");
        file = experiment("dense(1, sigmoyd)", "");
        assertRefused(file + ":5:5: unknown activation \"sigmoyd\" (\"dense(1, sigmoyd)\","
                + " column 10); did you mean \"sigmoid\"?");
        file = experiment("dense(1, sigmoid)", "loss: binary-crossentropy\n");
        assertRefused(file + ":6:7: unknown loss \"binary-crossentropy\""
                + " (\"binary-crossentropy\", column 1); did you mean \"binary-cross-entropy\"?");
        file = experiment("dense(1, sigmoid)", "optimizer: adan(0.1)\n");
        assertRefused(file + ":6:12: unknown optimizer \"adan\" (\"adan(0.1)\", column 1);"
                + " did you mean \"adam\"?");
    }

    @Test
    void numbers_that_cannot_be() throws IOException {
        file = experiment("dense(0, sigmoid)", "");
        assertRefused(file + ":5:5: \"dense(0, sigmoid)\", column 1: units must be at least 1,"
                + " got 0");
        file = experiment("dense(-3, sigmoid)", "");
        assertRefused(file + ":5:5: \"dense(-3, sigmoid)\", column 1: units must be at least 1,"
                + " got -3");
        file = experiment("dense(1, sigmoid)", "optimizer: sgd(0)\n");
        assertRefused(file + ":6:12: \"sgd(0)\", column 1: the learning rate must be positive,"
                + " got 0");
        file = experiment("dense(1, sigmoid)", "optimizer: sgd(-0.5)\n");
        assertRefused(file + ":6:12: \"sgd(-0.5)\", column 1: the learning rate must be positive,"
                + " got -0.5");
    }

    @Test
    void numbers_that_are_too_large() throws IOException {
        file = experiment("dense(1, sigmoid)", "optimizer: sgd(1e39)\n");
        assertRefused(file + ":6:12: \"sgd(1e39)\", column 1: the learning rate must be below"
                + " 3.4e38, got 1e39");
        file = experiment("dense(3000000000, sigmoid)", "");
        assertRefused(file + ":5:5: \"dense(3000000000, sigmoid)\", column 7: \"units\" must be a"
                + " whole number below 2147483648");
        file = experiment("dense(1, sigmoid)", "seed: 10000000000000000000\n");
        assertRefused(file + ":6:7: seed must be a whole number below 9223372036854775808, got"
                + " \"10000000000000000000\"");
        assertThat(Cli.run("train", file, "--seed", "10000000000000000000"))
                .isEqualTo(new Cli.Outcome(2, "", "plumb: Invalid value for option '--seed':"
                        + " expected a whole number below 9223372036854775808, got"
                        + " \"10000000000000000000\"\nTry \"plumb train --help\".\n"));
        assertThat(Cli.run("examine", file, "--steps", "many").err())
                .startsWith("plumb: Invalid value for option '--steps': expected a whole number,"
                        + " got \"many\"\n");
    }

    @Test
    void numbers_of_workers_that_cannot_be() {
        for (String number : new String[] {"0", "-1", "10000", "many"}) {
            assertThat(Cli.run("train", file, "--workers", number).err())
                    .startsWith("plumb: Invalid value for option '--workers': expected auto or a"
                            + " whole number from 1 to 9999, got \"" + number + "\"\n");
        }
    }

    @Test
    void a_validation_share_that_leaves_no_row() throws IOException {
        file = experiment("dense(1, sigmoid)", "");
        assertRefused("data.validation 0.99 leaves no row for training, of 4 in all", "--set",
                "data.validation=0.99");
    }

    @Test
    void output_units_that_do_not_fit_the_classes() throws IOException {
        file = experiment("dense(5, softmax)", "");
        assertRefused("the last layer has 5 units, but the target has 2 classes:"
                + " expected 1 or 2 units");
    }

    @Test
    void a_target_column_that_is_not_there() {
        assertRefused(table + ": there is no target column \"sied\"; did you mean \"side\"?",
                "--set", "data.target=sied");
    }

    @Test
    void rows_that_are_no_numbers() throws IOException {
        table(TABLE.replace("5,6", "5,six"));
        assertRefused(table + ":4: column \"y\": \"six\" is not a number, but the column is"
                + " numeric");
        for (String value : new String[] {"Inf", "-inf", "1e99"}) {
            table(TABLE.replace("5,6", "5," + value));
            assertRefused(table + ":4: column \"y\": \"" + value
                    + "\" is not finite or too large; expected a number below 3.4e38");
        }
        table(TABLE.replace("5,6,a", "5,6,"));
        assertRefused(table + ":4: column \"side\" is empty: every row needs a target");
        table(TABLE.replace("5,6", "5"));
        assertRefused(table + ":4: has 2 fields, expected 3 as in the header");
    }

    @Test
    void tables_with_nothing_to_learn() throws IOException {
        table("");
        assertRefused(table + ": is empty; expected a header and rows");
        table("x,y,side\n");
        assertRefused(table + ": has a header, but no rows");
        table(TABLE.replace(",b", ",a"));
        assertRefused(table + ": the target column \"side\" has one class only, \"a\": there is"
                + " nothing to learn; data.target can name another column");
    }

    private void table(String text) throws IOException {
        Cli.write(folder, "t.csv", text);
    }

    @Test
    void idx_files_that_are_damaged() throws IOException {
        Path images = folder.resolve("train-images-idx3-ubyte");
        Files.write(folder.resolve("train-labels-idx1-ubyte"),
                new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 0, 1});
        byte[] truncated = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5};
        Files.write(images, truncated);
        assertRefused(images + ": is truncated: its header says 2 images of 4 bytes,"
                + " expected 8 bytes, got 5", "--set", "data.source=" + folder);
        Files.write(images, "abcd and more".getBytes(StandardCharsets.UTF_8));
        assertRefused(images + ": is not an IDX file of images: expected it to begin with"
                + " 0x00000803, got 0x61626364", "--set", "data.source=" + folder);
    }

    @Test
    void networks_that_do_not_fit_in_memory() {
        Cli.Outcome outcome = Cli.run("train", file, "--out", out, "--set",
                "network=dense(40000, relu) x 2; dense(1, sigmoid)");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).hasLineCount(1).startsWith(
                "plumb: the network needs ").contains(
                        " bytes) of memory to train (1600200001 parameters), but ",
                        " are free: use smaller layers or a larger heap");
        assertThat(out).doesNotExist();
    }

    @Test
    void output_folders_that_cannot_be_written() throws IOException {
        assertThat(Cli.run("train", file, "--out", table)).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + table + ": is a file, expected a folder that is absent or empty\n"));
        Path below = table.resolve("runs");
        assertThat(Cli.run("train", file, "--out", below)).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + below + ": cannot be written: " + table + " is a file\n"));
        Path full = Files.createDirectory(folder.resolve("full"));
        Cli.write(full, "mine.txt", "mine");
        assertThat(Cli.run("train", file, "--out", full)).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + full + ": is not empty, it has mine.txt; expected a folder that is"
                        + " absent or empty\n"));
        assertThat(full).isDirectoryContaining("glob:**/mine.txt");
        assertThat(full.toFile().list()).hasSize(1);
    }

    @Test
    void folders_that_are_no_runs() {
        Path none = folder.resolve("none");
        assertThat(Cli.run("apply", none, table)).isEqualTo(
                new Cli.Outcome(4, "", "plumb: " + none + ": there is no such run folder\n"));
        assertThat(Cli.run("evaluate", folder, table)).isEqualTo(new Cli.Outcome(4, "", "plumb: "
                + folder + ": has no model.safetensors: it is no run folder, or its run did not"
                + " get that far\n"));
        assertThat(Cli.run("report", table)).isEqualTo(new Cli.Outcome(4, "",
                "plumb: " + table + ": is a file, expected a run folder\n"));
    }
}

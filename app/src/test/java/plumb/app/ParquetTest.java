package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parquet files of pyarrow with its usual compression, Snappy, and the same table as CSV.
class ParquetTest {
    private static final Path TABLES = Path.of("../files/src/test/resources/parquet")
            .toAbsolutePath().normalize();
    private static final Path SNAPPY = TABLES.resolve("snappy.parquet");
    private static final Path CSV = TABLES.resolve("types.csv");

    @TempDir
    private Path folder;

    private Cli.Outcome train(Path table, Path run) throws Exception {
        Path file = Cli.write(folder, "e.yaml", "data:\n  source: " + table + "\n  validation: 0\n"
                + "  scale: standardize\nnetwork:\n  - dense(4, tanh)\n  - dense(1, sigmoid)\n"
                + "epochs: 2\n");
        return Cli.run("train", file, "--quiet", "--out", run);
    }

    @Test
    void the_same_table_trains_the_same_network() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        assertThat(train(SNAPPY, one).code()).isIn(0, 3);
        assertThat(train(CSV, other).code()).isIn(0, 3);
        assertThat(Files.readAllBytes(one.resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(other.resolve("model.safetensors")));
        for (String verb : new String[] {"apply", "evaluate"}) {
            Cli.Outcome outcome = Cli.run(verb, one, SNAPPY);
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out()).isEqualTo(Cli.run(verb, one, CSV).out());
        }
    }

    @Test
    void another_compression_is_named() throws Exception {
        Path zstd = TABLES.resolve("zstd.parquet");
        Cli.Outcome outcome = train(zstd, folder.resolve("run"));
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).isEqualTo("plumb: " + zstd + ": is compressed with ZSTD, which"
                + " cannot be read; write it with the compression snappy, gzip or none\n");
    }

    @Test
    void damaged_files_are_read_or_named() throws Exception {
        byte[] whole = Files.readAllBytes(SNAPPY);
        Path damaged = folder.resolve("damaged.parquet");
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = whole.clone();
            bytes[4 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            Files.write(damaged, bytes);
            Cli.Outcome outcome = train(damaged, folder.resolve("run" + i));
            assertThat(outcome.code()).as(i + ": " + outcome.err()).isIn(0, 3, 4);
            if (outcome.code() == 4) {
                assertThat(outcome.err()).startsWith("plumb: " + damaged).hasLineCount(1);
            }
        }
    }
}

package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Target;
import plumb.text.InputError;

/// Files of pyarrow, made by `make.py` beside them; `types.csv` has the same rows.
final class ParquetFileTest {
    @TempDir
    private Path folder;

    private static Path file(String name) throws URISyntaxException {
        return Path.of(ParquetFileTest.class.getResource("/parquet/" + name).toURI());
    }

    private Prepared prepare(Path table, String... settings) {
        String yaml = "data:\n  source: " + table + "\n  validation: 0\nnetwork:\n  - dense(1)\n";
        return Experiment.parse(yaml, "x.yaml", folder, List.of(settings)).prepare();
    }

    private void rejects(Path table, String message, String... settings) {
        assertThatThrownBy(() -> prepare(table, settings)).isInstanceOf(InputError.class)
                .hasMessage(message.replace("FILE", table.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.parquet", "groups.parquet"})
    void rowsAreThoseOfTheSameTableAsCsv(String name) throws Exception {
        Prepared csv = prepare(file("types.csv"));
        Prepared parquet = prepare(file(name));
        assertThat(parquet.columns()).isEqualTo(csv.columns());
        assertThat(parquet.remarks()).isEqualTo(csv.remarks()).hasSize(3);
        assertThat(InputValues.of(parquet.data().inputs()))
                .isEqualTo(InputValues.of(csv.data().inputs()));
        assertThat(((Target.Classes) parquet.data().target()).of())
                .isEqualTo(((Target.Classes) csv.data().target()).of());
        assertThat(parquet.data().columns()).contains("flag=false", "flag=true", "color=blue",
                "color=missing", "code");
    }

    @Test
    void laterRowsCanBeOfTheOtherKind() throws Exception {
        Columns columns = prepare(file("types.csv")).columns();
        Rows csv = Source.rows(file("types.csv"), columns, true);
        Rows parquet = Source.rows(file("plain.parquet"), columns, true);
        assertThat(InputValues.of(parquet.inputs())).isEqualTo(InputValues.of(csv.inputs()));
        assertThat(parquet.gaps().remarks(columns)).isEqualTo(csv.gaps().remarks(columns));
        Prepared both = prepare(file("types.csv"), "data.test=" + file("groups.parquet"));
        assertThat(both.data().test()).hasSize(12);
        float[] all = InputValues.of(both.data().inputs());
        assertThat(Arrays.copyOfRange(all, all.length / 2, all.length))
                .isEqualTo(Arrays.copyOf(all, all.length / 2));
    }

    @Test
    void numbersOfSinglePrecisionNameTheClassesOfTheSameTableAsCsv() throws Exception {
        Path csv = folder.resolve("single.csv");
        Files.writeString(csv, "x,y\n0.3,0.1\n1.5,1.0\n2.0,0.1\n0.7,2.7\n");
        Prepared texts = prepare(csv, "data.task=classification");
        Prepared single = prepare(file("single.parquet"), "data.task=classification");
        assertThat(single.columns()).isEqualTo(texts.columns());
        assertThat(single.columns().classes()).containsExactly("0.1", "1", "2.7");
        assertThat(InputValues.of(single.data().inputs()))
                .isEqualTo(InputValues.of(texts.data().inputs()));
        Rows later = Source.rows(file("single.parquet"), texts.columns(), true);
        assertThat(((Target.Classes) later.target().orElseThrow()).of())
                .containsExactly(0, 1, 0, 2);
    }

    @Test
    void anyColumnCanBeTheTarget() throws Exception {
        assertThat(((Target.Values) prepare(file("plain.parquet"), "data.target=int16").data()
                .target()).of()).startsWith(0, 1000, 2000);
        assertThat(prepare(file("plain.parquet"), "data.target=flag").columns().classes())
                .containsExactly("false", "true");
        assertThat(prepare(file("plain.parquet"), "data.target=int8",
                "data.task=classification").columns().classes()).hasSize(12).startsWith("-6");
    }

    @Test
    void nanIsAMissingValue() throws Exception {
        Prepared prepared = prepare(file("nan.parquet"));
        assertThat(InputValues.of(prepared.data().inputs())).containsExactly(1, 8f / 3, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"lists, lists", "groups-of-columns, groups of columns", "dates, dates",
            "times, points in time", "bytes, BYTE_ARRAY values"})
    void columnsThatAreNoNumbersAreRefused(String name, String what) throws Exception {
        Path table = file(name + ".parquet");
        rejects(table, "FILE: column \"odd\" holds " + what + ", expected numbers, booleans or"
                + " texts: remove it, or make numbers of it");
        var columns = Columns.numeric(List.of("x"), "y", List.of());
        assertThat(InputValues.of(Source.rows(table, columns, true).inputs()))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void errorsNameRowAndColumn() throws Exception {
        rejects(file("infinite.parquet"), "FILE: row 2: column \"x\": \"Infinity\" is not finite or"
                + " too large; expected a number below 3.4e38");
        rejects(file("no-target.parquet"), "FILE: row 2: column \"y\" is empty: every row needs a"
                + " target");
        rejects(file("empty.parquet"), "FILE: has a header, but no rows");
        rejects(file("one.parquet"), "FILE: has one column only; expected inputs and a target");
        rejects(file("plain.parquet"), "FILE: there is no target column \"labl\"; known: int8,"
                + " int16, int32, int64, uint8, uint32, uint64, half, float, double, decimal, flag,"
                + " color, code, y", "data.target=labl");
        rejects(file("brotli.parquet"), "FILE: is compressed with BROTLI, which cannot be read;"
                + " write it with the compression snappy, gzip or none");
    }

    @Test
    void whatIsNoParquetIsSaidSo() throws Exception {
        Path text = Files.writeString(folder.resolve("a.parquet"), "a,b\n1,2\n");
        rejects(text, "FILE: is not a Parquet file: it does not begin with PAR1");
        Path none = folder.resolve("none.parquet");
        assertThatThrownBy(() -> prepare(none)).hasMessageContaining("there is no such file");
        byte[] bytes = Files.readAllBytes(file("plain.parquet"));
        byte[] sealed = bytes.clone();
        sealed[3] = 'E';
        sealed[sealed.length - 1] = 'E';
        rejects(Files.write(folder.resolve("b"), sealed),
                "FILE: is encrypted; expected a Parquet file that is not");
        for (int length : new int[] {4, 11, 12, 500, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut" + length), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> prepare(cut)).isInstanceOf(InputError.class)
                    .hasMessageStartingWith(cut + ": is damaged, or no Parquet file");
        }
    }

    /// Whatever byte is changed, the file is read or refused, and never waited for.
    @ParameterizedTest
    @ValueSource(strings = {"plain.parquet", "groups.parquet"})
    void damagedFilesAreReadOrNamed(String name) throws Exception {
        byte[] whole = Files.readAllBytes(file(name));
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[4 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                    () -> assertThatCode(() -> tryToPrepare(damaged)).doesNotThrowAnyException(),
                    "variant " + i);
        }
    }

    private void tryToPrepare(Path table) throws IOException {
        try {
            prepare(table);
        } catch (InputError e) {
            assertThat(e).hasMessageStartingWith(table.toString());
        }
    }
}

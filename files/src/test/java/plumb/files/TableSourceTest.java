package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.InputError;

final class TableSourceTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Prepared prepare(String text, String... settings) throws IOException {
        return prepare(file("rows.csv", text), settings);
    }

    private Prepared prepare(Path table, String... settings) {
        String yaml = "data:\n  source: " + table + "\n  validation: 0\nnetwork:\n  - dense(1)\n";
        return Experiment.parse(yaml, "x.yaml", folder, List.of(settings)).prepare();
    }

    private void rejects(String text, String message, String... settings) throws IOException {
        Path table = file("rows.csv", text);
        assertThatThrownBy(() -> prepare(table, settings)).isInstanceOf(InputError.class)
                .hasMessage(message.replace("rows.csv", table.toString()));
    }

    private static Target.Classes classes(Dataset data) {
        return (Target.Classes) data.target();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void numbersBecomeInputs(String separator) throws IOException {
        String text = "a,b,y\n1,2.5,10\n-3,4e-1,20.5\n\n5,0,30\n".replace(",", separator);
        Prepared prepared = prepare(text);
        Dataset data = prepared.data();
        assertThat(data.columns()).containsExactly("a", "b");
        assertThat(InputValues.of(data.inputs())).containsExactly(1, 2.5f, -3, 0.4f, 5, 0);
        assertThat(((Target.Values) data.target()).of()).containsExactly(10, 20.5f, 30);
        assertThat(prepared.columns())
                .isEqualTo(Columns.numeric(List.of("a", "b"), "y", List.of()));
    }

    @Test
    void bomQuotesAndSpacesDoNotCount() throws IOException {
        Dataset data = prepare("\uFEFF\"a, first\" , b,y\r\n\"1\", 2 ,3\r\n4,5,6").data();
        assertThat(data.columns()).containsExactly("a, first", "b");
        assertThat(InputValues.of(data.inputs())).containsExactly(1, 2, 4, 5);
    }

    @Test
    void textsBecomeOneInputForEachCategory() throws IOException {
        Prepared prepared = prepare("color,x,size,y\nred,1,L,a\nblue,2,S,b\nred,3,S,a\n");
        Dataset data = prepared.data();
        assertThat(data.columns()).containsExactly("color=blue", "color=red", "x", "size=L",
                "size=S");
        assertThat(InputValues.of(data.inputs())).containsExactly(0, 1, 1, 1, 0, 1, 0, 2, 0, 1, 0,
                1, 3, 0, 1);
        assertThat(classes(data).names()).containsExactly("a", "b");
        assertThat(classes(data).of()).containsExactly(0, 1, 0);
    }

    @Test
    void theTargetCanStandAnywhere() throws IOException {
        Dataset data = prepare("y,a,b\nno,1,2\nyes,3,4\n", "data.target=y").data();
        assertThat(InputValues.of(data.inputs())).containsExactly(1, 2, 3, 4);
        assertThat(classes(data).names()).containsExactly("no", "yes");
    }

    @Test
    void numericClassesAreSortedAsNumbers() throws IOException {
        Dataset data = prepare("a,y\n1,10\n2,9\n3,1.0\n4,10.0\n5,1\n", "data.task=classification")
                .data();
        assertThat(classes(data).names()).containsExactly("1", "9", "10");
        assertThat(classes(data).of()).containsExactly(2, 1, 0, 2, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "network.1=dense(1) | false", "network.1=dense(3) | true", "network.1=dense(2) | false",
            "loss=binary-cross-entropy | true", "network.1=dense(1, softmax) | true",
            "data.task=classification | true"})
    void numbersAreClassesWhereNetworkOrLossSaySo(String setting, boolean expected)
            throws IOException {
        Dataset data = prepare("a,y\n1,0\n2,1\n3,2\n4,0\n", setting).data();
        assertThat(data.target() instanceof Target.Classes).isEqualTo(expected);
    }

    @Test
    void severalColumnsOfNumbersArePredicted() throws IOException {
        Prepared prepared = prepare("a,x,b,y\n1,2.5,3,4\n5,6,7,8e1\n", "data.target=[y, x]");
        assertThat(prepared.data().columns()).containsExactly("a", "b");
        assertThat(prepared.data().target()).isInstanceOfSatisfying(Target.Values.class, v -> {
            assertThat(v.width()).isEqualTo(2);
            assertThat(v.of()).containsExactly(4, 2.5f, 80, 6);
        });
        assertThat(prepared.columns().goals()).containsExactly(new Goal("y", List.of()),
                new Goal("x", List.of()));
    }

    @Test
    void severalColumnsWithTwoClassesAreLabels() throws IOException {
        String text = "a,wet,side\n1,0,left\n2,1.0,right\n3,1,left\n";
        Prepared prepared = prepare(text, "data.target=[wet, side]");
        assertThat(prepared.data().target()).isInstanceOfSatisfying(Target.Labels.class,
                l -> assertThat(l.of()).containsExactly(0, 0, 1, 1, 1, 0));
        assertThat(prepared.columns().goals()).containsExactly(
                new Goal("wet", List.of("0", "1")), new Goal("side", List.of("left", "right")));
        Path test = file("later.csv", "side,a,wet\nleft,7,0\nup,8,1\n");
        assertThatThrownBy(() -> Table.of(test, prepared.columns(), true).rows(true))
                .hasMessage(test + ":3: column \"side\": unknown class \"up\"; known: left, right");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "data.target=[y, x] | rows.csv:2: column \"y\": \"z\" is not a number, but the column is numeric",
            "data.target=[b, t] | rows.csv: the target column \"b\" has 4 different values, 1, 2, 3 and so on: of several targets with classes each has two",
            "data.target=[b, c] | rows.csv: the target column \"c\" has one value only, \"7\": there is nothing to learn",
            "data.target=[b, d] | rows.csv: there is no target column \"d\"; known: b, c, t, y, x",
            "data.target=[b, b] | --set data.target=[b, b]:1:5: data.target: \"b\" is given twice",
            "data.target=[b, c, t, y, x] | rows.csv: every column is a target; expected inputs beside them"})
    void severalTargetsMustFitEachOther(String setting, String message) throws IOException {
        String odd = setting.contains("[y") ? "z" : "1";
        rejects("b,c,t,y,x\n1,7,p," + odd + ",1\n2,7,q,2,2\n3,7,p,3,3\n4,7,p,4,4\n", message,
                setting);
    }

    @Test
    void testRowsComeFromAnotherTable() throws IOException {
        Path test = file("test.csv", "y,extra,color,a\nno,?,red,7\nyes,?,green,8\n");
        Prepared prepared = prepare("a,color,y\n1,red,yes\n2,blue,no\n", "data.test=" + test);
        Dataset data = prepared.data();
        assertThat(data.train()).containsExactly(0, 1);
        assertThat(data.test()).containsExactly(2, 3);
        assertThat(Arrays.copyOfRange(InputValues.of(data.inputs()), 6, 12)).containsExactly(7, 0,
                1, 8, 0, 0);
        assertThat(classes(data).of()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void laterRowsArePreparedAlike() throws IOException {
        Columns columns = prepare("a,color,y\n1,red,1\n2,blue,0\n", "data.task=classification")
                .columns();
        Path later = file("later.csv", "color;a\ngreen;3\nblue;4\n");
        Rows rows = Table.of(later, columns, false).rows(false);
        assertThat(rows.number()).isEqualTo(2);
        assertThat(InputValues.of(rows.inputs())).containsExactly(3, 0, 0, 4, 1, 0);
        assertThat(rows.gaps().remarks(columns)).containsExactly("1 row has a text in column"
                + " \"color\" that was not there in training; its inputs are 0");
        assertThat(rows.target()).isEmpty();
        Path labeled = file("labeled.csv", "a,color,y\n3,red,1.0\n");
        Rows right = Table.of(labeled, columns, true).rows(true);
        assertThat(((Target.Classes) right.target().orElseThrow()).of()).containsExactly(1);
    }

    @Test
    void laterRowsMustFit() throws IOException {
        Columns columns = prepare("alpha,color,y\n1,red,1\n2,blue,0\n", "data.task=classification")
                .columns();
        rejectsLater(columns, "alhpa,color,y\n1,red,1\n",
                "later.csv: there is no column \"alpha\"; did you mean \"alhpa\"?");
        rejectsLater(columns, "alpha,color\n1,red\n",
                "later.csv: there is no column \"y\"; known: alpha, color");
        rejectsLater(columns, "alpha,color,y\n1,red,1\nx,red,1\n",
                "later.csv:3: column \"alpha\": \"x\" is not a number, but the column is numeric");
        rejectsLater(columns, "alpha,color,y\n1,red,1\n2,red,7\n",
                "later.csv:3: column \"y\": unknown class \"7\"; known: 0, 1");
    }

    private void rejectsLater(Columns columns, String text, String message) throws IOException {
        Path later = file("later.csv", text);
        assertThatThrownBy(() -> Table.of(later, columns, true).rows(true))
                .isInstanceOf(InputError.class)
                .hasMessage(message.replace("later.csv", later.toString()));
    }

    @Test
    void aColumnWithFewOtherTextsIsNumeric() throws IOException {
        rejects("a,y\n1,1\n2,2\nx,3\n",
                "rows.csv:4: column \"a\": \"x\" is not a number, but the column is numeric");
        assertThat(prepare("a,y\n1,1\nz,2\nx,3\n2,5\n").data().columns())
                .containsExactly("a=1", "a=2", "a=x", "a=z");
        rejects("a,b,y\n1,1,1\n2,q,2\nx,3,3\n4,4,4\n",
                "rows.csv:3: column \"b\": \"q\" is not a number, but the column is numeric");
    }

    @Test
    void nonFiniteValuesAreNamed() throws IOException {
        rejects("a,y\n1,2\n3,-inf\n",
                "rows.csv:3: column \"y\": \"-inf\" is not finite or too large; expected a"
                        + " number below 3.4e38");
        rejects("a,y\n1,2\n1e39,3\n",
                "rows.csv:3: column \"a\": \"1e39\" is not finite or too large; expected a"
                        + " number below 3.4e38");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "NA", "na", "NaN", "null", "NULL", "?", "\"\""})
    void theMeanTakesThePlaceOfMissingNumbers(String missing) throws IOException {
        Prepared prepared = prepare("a,b,y\n1,2,3\n4,_,6\n_,3.5,7\n".replace("_", missing));
        assertThat(InputValues.of(prepared.data().inputs())).containsExactly(1, 2, 4, 2.75f, 2.5f,
                3.5f);
        assertThat(prepared.remarks()).containsExactly(
                "1 row has no value in column \"a\"; 2.5, the mean of the training rows, takes its"
                        + " place",
                "1 row has no value in column \"b\"; 2.75, the mean of the training rows, takes its"
                        + " place");
    }

    @Test
    void missingTextsAreACategory() throws IOException {
        Prepared prepared = prepare("color,y\n,1\nred,2\nNA,3\nred,4\n");
        assertThat(prepared.data().columns()).containsExactly("color=missing", "color=red");
        assertThat(InputValues.of(prepared.data().inputs())).containsExactly(1, 0, 0, 1, 1, 0, 0,
                1);
        assertThat(prepared.remarks()).containsExactly(
                "2 rows have no value in column \"color\"; that is its category \"missing\"");
    }

    @Test
    void onlyTrainingRowsHaveAPartInTheMean() throws IOException {
        var text = new StringBuilder("a,y\n");
        for (int i = 0; i < 50; i++) text.append(i * i).append(',').append(i % 2).append('\n');
        Path test = file("test.csv", "a,y\n1000,0\n?,1\n");
        Dataset data = prepare(text.toString(), "data.validation=0.4", "data.test=" + test,
                "data.task=classification").data();
        float[] inputs = InputValues.of(data.inputs());
        double mean = Arrays.stream(data.train()).mapToDouble(row -> inputs[row]).average()
                .orElseThrow();
        assertThat(data.train()).hasSize(30);
        assertThat(inputs[51]).isEqualTo((float) mean);
    }

    @Test
    void laterRowsHaveTheSameFill() throws IOException {
        Columns columns = prepare("a,b,color,y\n1,1,red,3\n?,2,blue,6\n4,3,red,5\n").columns();
        Rows rows = Table.of(file("later.csv", "a,b,color\nNA,7,?\n"), columns, false).rows(false);
        assertThat(InputValues.of(rows.inputs())).containsExactly(2.5f, 7, 0, 0);
        assertThat(rows.gaps().remarks(columns)).containsExactly(
                "1 row has no value in column \"a\"; 2.5, the mean of the training rows, takes its"
                        + " place",
                "1 row has a text in column \"color\" that was not there in training; its inputs are"
                        + " 0");
        rejectsLater(columns, "a,b,color,y\n1,,red,4\n", "later.csv:2: column \"b\" is empty: no"
                + " value was missing in training, so none is known to take its place");
        rejectsLater(columns, "a,b,color,y\n1,NaN,red,4\n", "later.csv:2: column \"b\": \"NaN\""
                + " stands for a missing value: no value was missing in training, so none is known to"
                + " take its place");
        rejectsLater(columns, "a,b,color,y\n1,2,red,\n",
                "later.csv:2: column \"y\" is empty: every row needs a target");
    }

    @Test
    void targetsAreNotMissing() throws IOException {
        rejects("a,y\n1,2\n4,\n", "rows.csv:3: column \"y\" is empty: every row needs a target");
        rejects("a,y\n1,x\n4,NA\n", "rows.csv:3: column \"y\": \"NA\" stands for a missing value:"
                + " every row needs a target");
    }

    @Test
    void columnsWithoutValuesAreNamed() throws IOException {
        rejects("a,b,y\n1,,3\n4,?,6\n",
                "rows.csv: column \"b\" has no value in any row: remove it");
    }

    @Test
    void columnsThatNameRowsAreRefused() throws IOException {
        var text = new StringBuilder("id,a,y\n");
        for (int i = 0; i < 19; i++)
            text.append("row").append(i).append(",1,").append(i).append('\n');
        assertThat(prepare(text.toString()).data().columns()).hasSize(20);
        rejects(text.append("row19,1,19\n").toString(),
                "rows.csv: column \"id\" has another text in"
                        + " each of the 20 rows: it names rows, and nothing can be learned from it; remove it");
        assertThat(prepare(text.append("row0,1,20\n").toString()).data().columns()).hasSize(21);
    }

    @Test
    void aTextColumnMayBeginWithNumbers() throws IOException {
        assertThat(prepare("a,y\n1,x\n 01 ,y\nb,x\nc,x\n").data().columns())
                .containsExactly("a=01", "a=1", "a=b", "a=c");
        Dataset data = prepare("a,y\n1,7\n2,8\n3,x\n4,x\n5,z\n").data();
        assertThat(classes(data).names()).containsExactly("7", "8", "x", "z");
        assertThat(classes(data).of()).containsExactly(0, 1, 2, 2, 3);
    }

    @Test
    void numbersOfManyDigitsAreTheNearestFloats() throws IOException {
        Dataset data = prepare("""
                a,y
                1.000000059604644775390625,1.000000059604644775390626
                0.1000000000000000055511151231257827,1.234567890123456789e-01
                """).data();
        assertThat(InputValues.of(data.inputs())).containsExactly(1f, 0.1f);
        assertThat(((Target.Values) data.target()).of()).containsExactly(1.0000001f, 0.12345679f);
    }

    @Test
    void decimalCommasAreNamed() throws IOException {
        rejects("a;y\n1,5;2\n2,5;3\n",
                "rows.csv:2: column \"a\": \"1,5\" has a decimal comma; expected a decimal point");
    }

    @Test
    void headersAreNames() throws IOException {
        rejects("1,2,3\n4,5,6\n",
                "rows.csv:1: column 1 of the header is the number \"1\"; expected a first line"
                        + " with the names of the columns");
        rejects("a,,y\n1,2,3\n", "rows.csv:1: column 2 of the header has no name");
        rejects("a,b,a\n1,2,3\n", "rows.csv:1: column 3 has the name \"a\" of column 1");
        rejects("a\n1\n",
                "rows.csv:1: has one column only, \"a\"; expected inputs and a target, separated by"
                        + " comma, semicolon or tabulator");
    }

    @Test
    void shapesMustFit() throws IOException {
        rejects("", "rows.csv: is empty; expected a header and rows");
        rejects("\n\n", "rows.csv: is empty; expected a header and rows");
        rejects("a,b,y\n", "rows.csv: has a header, but no rows");
        rejects("a,b,y\n1,2,3\n4,5\n", "rows.csv:3: has 2 fields, expected 3 as in the header");
        rejects("a,b,y\n1,2,3,4\n", "rows.csv:2: has 4 fields, expected 3 as in the header");
        rejects("a,b,y\n1,2,3\n\n\"multi\nline\",2\n",
                "rows.csv:4: has 2 fields, expected 3 as in the header");
    }

    @Test
    void targetsMustFit() throws IOException {
        rejects("a,label\n1,x\n",
                "rows.csv: there is no target column \"lable\"; did you mean \"label\"?",
                "data.target=lable");
        rejects("a,y\n1,x\n2,x\n",
                "rows.csv: the target column \"y\" has one class only, \"x\": there is nothing"
                        + " to learn; data.target can name another column");
        rejects("a,y\n1,7\n2,7\n",
                "rows.csv: the target column \"y\" has one value only, 7: there is nothing to learn");
        rejects("a,y\n1,x\n2,z\n",
                "rows.csv:2: column \"y\": \"x\" is not a number, but the column is numeric",
                "data.task=regression");
    }

    @Test
    void tooManyCategoriesAreNone() throws IOException {
        var text = new StringBuilder("id,y\n");
        for (int i = 0; i <= 1000; i++)
            text.append("row").append(i).append(',').append(i).append('\n');
        rejects(text.toString(),
                "rows.csv:1002: column \"id\": \"row1000\" is the 1001st different text; a text"
                        + " column has at most 1000 categories: remove the column or make it numeric");
    }

    @Test
    void manyRowsCrossEveryBlock() throws IOException {
        int rows = 150_000;
        var text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < rows; i++) {
            if (i % 1000 == 0) text.append('\n');
            text.append(i).append(',').append(-i).append(',').append(i % 7).append('\n');
        }
        Dataset data = prepare(text.toString()).data();
        float[] inputs = InputValues.of(data.inputs());
        assertThat(data.rows()).isEqualTo(rows);
        for (int i = 0; i < rows; i++) {
            assertThat(inputs[2 * i]).isEqualTo(i);
            assertThat(inputs[2 * i + 1]).isEqualTo(-i);
        }
    }

    @Test
    void compressedTablesAreRead() throws IOException {
        Path table = folder.resolve("rows.csv.gz");
        Files.write(table, compressed("a,y\n1,2\n3,4\n"));
        assertThat(InputValues.of(prepare(table).data().inputs())).containsExactly(1, 3);
    }

    @Test
    void brokenCompressionIsNamed() throws IOException {
        Path plain = file("plain.csv.gz", "a,y\n1,2\n");
        rejects(plain, ": its name ends with .gz, but it is not gzip-compressed");
        var text = new StringBuilder("a,y\n");
        for (int i = 0; i < 10_000; i++) text.append(i).append(',').append(i * 7 % 31).append('\n');
        byte[] whole = compressed(text.toString());
        Path cut = folder.resolve("cut.csv.gz");
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        rejects(cut, ": is truncated: its compressed data end too early");
        Path bent = folder.resolve("bent.csv.gz");
        whole[whole.length - 6] ^= 1;
        Files.write(bent, whole);
        rejects(bent, ": is damaged: Corrupt GZIP trailer");
    }

    @Test
    void unreadableTablesAreNamed() throws IOException {
        Path table = file("rows.csv", "a,y\n1,2\n");
        rejects(folder.resolve("row.csv"), ": there is no such file; did you mean \"rows.csv\"?");
        Files.write(table, new byte[] {'a', ',', 'y', '\n', (byte) 0xe9, ',', '1', '\n'});
        rejects(table, ": is not UTF-8 text");
        Path open = file("open.csv", "a,y\n\"1,2\n");
        assertThatThrownBy(() -> prepare(open)).isInstanceOf(InputError.class)
                .hasMessageStartingWith(open + ":")
                .message().doesNotContain("\n");
    }

    private void rejects(Path table, String message) {
        assertThatThrownBy(() -> prepare(table)).isInstanceOf(InputError.class)
                .hasMessage(table + message);
    }

    private static byte[] compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void filesAreListed() throws IOException {
        Path table = file("rows.csv", "a,y\n1,2\n");
        assertThat(new TableSource(table, Optional.of(folder)).files()).containsExactly(table,
                folder);
    }

    @Test
    void quotesThatAreNotRightAreNamedWithTheirRow() throws IOException {
        rejects("a,b,y\n1,x,2\n1,\"x,4\n2,y,5\n",
                "rows.csv:3: a quote that opens in this row is not closed");
        rejects("a,b,y\n1,x,2\n1,\"x\"z,4\n2,y,5\n",
                "rows.csv:3: a quote closes in the midst of a field; within quotes a quote is written"
                        + " twice");
        rejects("a,b,\"y\n1,x,2\n", "rows.csv:1: a quote that opens in this row is not closed");
    }

    @Test
    void tablesThatAreTooLargeAreNamedWithTheLimit() throws IOException {
        String names = IntStream.range(0, 16_385).mapToObj(i -> "c" + i)
                .collect(Collectors.joining(","));
        rejects(names + "\n" + "1,".repeat(16_384) + "1\n", "rows.csv:1: has more than 16384"
                + " columns, the most that a table can have; arrays (.npz) can have more");
        rejects("a,b,y\n1,x,2\n1,\"" + "x".repeat((1 << 24) + 10) + "\",4\n",
                "rows.csv:3: a field has more than 16777216 characters; a quote that opens in this"
                        + " row may not be closed");
    }
}

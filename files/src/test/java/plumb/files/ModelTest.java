package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.text.InputError;
import plumb.train.Metric;
import plumb.train.Score;
import plumb.train.Settings;
import plumb.train.Trained;
import plumb.train.Training;

final class ModelTest {
    private static final String TABLE = "color,x,size,y\nred,1,3.5,yes\nblue,2,-1,no\nred,3,0.25,no\ngreen,5,9,yes\n";

    @TempDir
    private Path folder;

    private record Trial(Training training, Model model, Prepared prepared) {}

    private Trial train(String table, String network, String... settings) throws IOException {
        Files.writeString(folder.resolve("t.csv"), table);
        String yaml = "seed: 5\nsteps: 40\nbatch: 4\ndata:\n  source: t.csv\n  validation: 0\n"
                + "  scale: standardize\nnetwork:\n  - dense(3, tanh)\n  - " + network + "\n";
        Experiment experiment = Experiment.parse(yaml, "t.yaml", folder, List.of(settings));
        Prepared prepared = experiment.prepare();
        var training = new Training(experiment.plan(), prepared.data(),
                Settings.seed(5).workers(1));
        while (training.hasNext()) training.next();
        return new Trial(training, Model.of(training, prepared.columns(), 5), prepared);
    }

    private Path written(Model model) {
        Path file = folder.resolve("model.safetensors");
        model.write(file);
        return file;
    }

    @Test
    void whatScoresAreMadeOfReadsBackEqual() throws IOException {
        var trained = train(TABLE, "dense(1, sigmoid)", "class-weight={no: 1, yes: 3.7}").model
                .trained();
        var measured = new Trained(trained.network(), trained.loss(), trained.scaling(),
                trained.targetScaling(), trained.classWeights(),
                List.of(Metric.of("auc"), Metric.of("f1")));
        Columns columns = train(TABLE, "dense(1, sigmoid)").model.columns();
        Path file = written(new Model(measured, columns, 5));
        Model read = Model.read(file);
        assertThat(read.trained().classWeights()).containsExactly(1, 3.7f);
        assertThat(read.trained().metrics()).isEqualTo(measured.metrics());
        Rows rows = read.rows(folder.resolve("t.csv"), true);
        assertThat(read.score(rows)).isEqualTo(new Model(measured, columns, 5).score(rows));
        assertThat(read.score(rows).metrics().keySet()).containsExactly("auc", "f1");
    }

    @Test
    void severalTargetsReadBackEqual() throws IOException {
        Model numbers = train(TABLE, "dense(2)", "data.target=[x, size]",
                "data.scale-target=standardize").model;
        Model read = Model.read(written(numbers));
        assertThat(read.columns()).isEqualTo(numbers.columns());
        assertThat(read.trained().targetScaling().offset())
                .isEqualTo(numbers.trained().targetScaling().offset());
        Rows rows = read.rows(folder.resolve("t.csv"), true);
        assertThat(read.score(rows)).isEqualTo(numbers.score(rows));
        Model labels = train("a,p,q\n1,no,0\n2,yes,1\n3,yes,0\n", "dense(2, sigmoid)",
                "data.target=[p, q]").model;
        Model again = Model.read(written(labels));
        assertThat(again.columns()).isEqualTo(labels.columns());
        assertThat(again.columns().labels()).isTrue();
        assertThat(again.givesProbabilities()).isTrue();
    }

    @Test
    void readsBackEqual() throws IOException {
        Model model = train(TABLE, "dense(1, sigmoid)").model;
        Model read = Model.read(written(model));
        assertThat(read.columns()).isEqualTo(model.columns());
        assertThat(read.seed()).isEqualTo(5);
        assertThat(read.trained().loss()).isEqualTo(model.trained().loss());
        assertThat(read.trained().network().blueprint())
                .isEqualTo(model.trained().network().blueprint());
        assertThat(read.trained().network().parameters())
                .isEqualTo(model.trained().network().parameters());
        assertThat(read.trained().scaling().offset()).isEqualTo(model.trained().scaling().offset());
        assertThat(read.trained().scaling().factor()).isEqualTo(model.trained().scaling().factor());
        assertThat(read.givesProbabilities()).isTrue();
    }

    @Test
    void whatTakesThePlaceOfMissingValuesIsKept() throws IOException {
        Model model = train(TABLE.replace("blue,2", "?,NA"), "dense(1, sigmoid)").model;
        assertThat(header(Files.readAllBytes(written(model)))).contains(
                "\\\"missing\\\":{\\\"x\\\":3.0}", "\\\"color\\\":[\\\"green\\\",\\\"missing\\\"");
        assertThat(Model.read(folder.resolve("model.safetensors")).columns())
                .isEqualTo(model.columns());
    }

    @Test
    void shapesAreKept() throws IOException {
        var shaped = Columns.array(List.of(5, 1), "y", List.of("no", "yes"));
        Model trained = train(TABLE, "dense(1, sigmoid)").model;
        Model model = new Model(trained.trained(), shaped, 5);
        byte[] whole = Files.readAllBytes(written(model));
        assertThat(Model.read(folder.resolve("model.safetensors")).columns()).isEqualTo(shaped);
        rejects(withHeader(whole, h -> h.replace("[5.0,1.0]", "[5,2]")),
                "metadata \"columns\": \"shape\" must be the sides of an array of 5 numbers, got [5, 2]");
    }

    @Test
    void equalTrainingsGiveEqualBytes() throws IOException {
        byte[] first = Files.readAllBytes(written(train(TABLE, "dense(2, softmax)").model));
        byte[] second = Files.readAllBytes(written(train(TABLE, "dense(2, softmax)").model));
        assertThat(second).isEqualTo(first);
        byte[] again = Files.readAllBytes(written(Model.read(folder.resolve("model.safetensors"))));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void theFileIsWhatTheFormatSays() throws IOException {
        Model model = train(TABLE, "dense(2, softmax)").model;
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(written(model)))
                .order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        var header = JsonReader.parse(header(bytes.array()), "header");
        assertThat(header).containsOnlyKeys("__metadata__", "1.weights", "1.bias", "2.weights",
                "2.bias");
        assertThat(header.get("1.weights"))
                .hasToString("{dtype=F32, shape=[5, 3], data_offsets=[0, 60]}");
        assertThat(header.get("2.bias"))
                .hasToString("{dtype=F32, shape=[1, 2], data_offsets=[96, 104]}");
        float[] parameters = model.trained().network().parameters();
        assertThat(bytes.getFloat(8 + length + 4 * 17)).isEqualTo(parameters[17]);
        assertThat(header.get("__metadata__")).asString().contains("format=plumb, version=1,"
                + " network=dense(3, tanh, glorot-uniform); dense(2, softmax, glorot-uniform),"
                + " loss=categorical-cross-entropy, task=classification, seed=5,"
                + " columns={\"inputs\":[\"color\",\"x\",\"size\"],\"categories\":{\"color\":[\"blue\",\"green\",\"red\"]},"
                + "\"target\":\"y\",\"classes\":[\"no\",\"yes\"]}, scaling={\"offset\":[");
        assertThat(header.get("__metadata__")).asString()
                .endsWith("target-scaling={\"offset\":[0.0],\"factor\":[1.0]}}");
    }

    @Test
    void predictsClassesOfNewRows() throws IOException {
        Trial trial = train(TABLE, "dense(1, sigmoid)", "steps=2000", "optimizer=adam(0.01)");
        Model read = Model.read(written(trial.model));
        Rows rows = read.rows(folder.resolve("t.csv"), true);
        Predictions predictions = read.predict(rows);
        assertThat(predictions.rows()).isEqualTo(4);
        assertThat(List.of(0, 1, 2, 3)).map(row -> predictions.className(row).orElseThrow())
                .containsExactly("yes", "no", "no", "yes");
        assertThat(predictions.share(1, 0)).isGreaterThan(0.9);
        assertThat(predictions.share(1, 0) + predictions.share(1, 1)).isCloseTo(1,
                Offset.offset(1e-12));
        Score expected = trial.training.score(trial.prepared.data().train());
        assertThat(read.score(rows)).isEqualTo(expected);
        Path later = Files.writeString(folder.resolve("later.csv"), "size;color;x\n3.5;red;1\n");
        Predictions one = read.predict(read.rows(later, false));
        assertThat(one.share(0, 1)).isEqualTo(predictions.share(0, 1));
    }

    @Test
    void predictsNumbersInTheUnitsOfTheTarget() throws IOException {
        String table = "x,y\n1,1010\n2,1020\n3,1030\n4,1040\n";
        Model model = train(table, "dense(1)", "data.scale-target=standardize", "steps=3000",
                "optimizer=adam(0.01)").model;
        Model read = Model.read(written(model));
        Predictions predictions = read.predict(read.rows(folder.resolve("t.csv"), false));
        assertThat(predictions.value(0, 0)).isCloseTo(1010, Offset.offset(1.0));
        assertThat(predictions.value(3, 0)).isCloseTo(1040, Offset.offset(1.0));
        assertThat(read.givesProbabilities()).isFalse();
    }

    private static String header(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(file, 8, length, StandardCharsets.UTF_8);
    }

    private static byte[] withHeader(byte[] file, UnaryOperator<String> change) {
        String old = header(file);
        byte[] header = change.apply(old).getBytes(StandardCharsets.UTF_8);
        int values = file.length - 8 - old.length();
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + values)
                .order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(header.length).put(header).put(file, 8 + old.length(), values).array();
    }

    @Test
    void brokenFilesAreNamed() throws IOException {
        byte[] whole = Files.readAllBytes(written(train(TABLE, "dense(2, softmax)").model));
        rejects(Arrays.copyOf(whole, 5),
                "is not a safetensors file, or is truncated: it has 5 bytes");
        rejects(new byte[0], "is not a safetensors file, or is truncated: it has 0 bytes");
        rejects(Arrays.copyOf(whole, 100),
                "is not a safetensors file, or is truncated: a header of "
                        + header(whole).length() + " bytes does not fit its 100 bytes");
        rejects("<!DOCTYPE html><p>not found".getBytes(StandardCharsets.UTF_8),
                "is not a safetensors file, or is truncated: a header of 5789751444030890300 bytes does not fit its 27 bytes");
        rejects(Arrays.copyOf(whole, whole.length - 4),
                "is truncated: expected 104 bytes of values, got 100");
        rejects(Arrays.copyOf(whole, whole.length + 4), "expected 104 bytes of values, got 108");
        byte[] negative = whole.clone();
        negative[7] = (byte) 0x80;
        rejectsStarting(negative, "is not a safetensors file, or is truncated: a header of -");
        byte[] diverged = whole.clone();
        ByteBuffer.wrap(diverged).order(ByteOrder.LITTLE_ENDIAN).putFloat(whole.length - 4,
                Float.NaN);
        rejects(diverged,
                "\"2.bias\" holds a value that is not finite: the training diverged, or the"
                        + " file was changed");
        byte[] binary = whole.clone();
        binary[20] = (byte) 0xff;
        rejects(binary, "is not UTF-8 text");
    }

    @Test
    void hostileHeadersAreNamed() throws IOException {
        byte[] whole = Files.readAllBytes(written(train(TABLE, "dense(2, softmax)").model));
        rejects(withHeader(whole,
                h -> h.replace("{\"dtype\":\"F32\",\"shape\":[5,3]",
                        "{\"dtype\":\"F16\",\"shape\":[5,3]")),
                "header: \"1.weights\" has dtype F16, expected F32 or F64");
        rejects(withHeader(whole, h -> h.replace("[5,3]", "[5,-3]")),
                "header: \"1.weights\" needs \"shape\" with two whole numbers, got [5, -3]");
        rejects(withHeader(whole, h -> h.replace("[5,3]", "[15]")),
                "header: \"1.weights\" needs \"shape\" with two whole numbers, got [15]");
        rejects(withHeader(whole, h -> h.replace("[5,3]", "[9223372036854775807,3]")),
                "header: \"1.weights\" has too large a shape, [9223372036854775807,3]");
        rejects(withHeader(whole, h -> h.replace("[5,3]", "[5,4]")),
                "header: \"1.weights\" takes bytes 0 to 60, expected 80 bytes for shape [5,4]");
        rejects(withHeader(whole, h -> h.replace("[5,3]", "[3,5]")),
                "\"1.weights\" has shape [3,5], expected [5,3] for dense(3, tanh, glorot-uniform);"
                        + " dense(2, softmax, glorot-uniform)");
        rejects(withHeader(whole, h -> h.replace("[0,60]", "[4,64]")),
                "\"1.weights\" begins at byte 4 of the values, expected 0");
        rejects(withHeader(whole, h -> h.replace("\"1.weights\"", "\"1.w\"")),
                "there is no \"1.weights\"");
        rejects(withHeader(whole,
                h -> h.replace("\"1.weights\":{", "\"0.empty\":{\"dtype\":\"F32\",\"shape\":[0,0],"
                        + "\"data_offsets\":[0,0]},\"1.weights\":{")),
                "has 5 matrices, expected 4 for dense(3, tanh,"
                        + " glorot-uniform); dense(2, softmax, glorot-uniform)");
        rejects(withHeader(whole, _ -> "{\"__metadata__\":{\"format\":1}}"),
                "header: \"__metadata__\" must hold texts");
        rejects(withHeader(whole, _ -> "{\"x\":[1]}"), "header: \"x\" must be an object");
        rejectsStarting(withHeader(whole, h -> h.substring(0, h.length() / 2)),
                "header: is not JSON: line 1, column");
    }

    @Test
    void hostileMetadataAreNamed() throws IOException {
        byte[] whole = Files.readAllBytes(written(train(TABLE, "dense(2, softmax)").model));
        rejects(withHeader(whole, h -> h.replace("\"format\":\"plumb\"", "\"format\":\"pt\"")),
                "is not a model of Plumb: its metadata have no format=plumb");
        rejects(withHeader(whole, h -> h.replace("\"version\":\"1\"", "\"version\":\"2\"")),
                "has version 2, expected 1");
        rejects(withHeader(whole, h -> h.replace("\"loss\":", "\"lass\":")),
                "its metadata have no \"loss\"");
        rejects(withHeader(whole, h -> h.replace("\"seed\":\"5\"", "\"seed\":\"five\"")),
                "metadata \"seed\": \"five\" is not a whole number");
        rejects(withHeader(whole,
                h -> h.replace("dense(3, tanh, glorot-uniform)", "dense(2147483647) x 9999")),
                "is too small for its network, dense(2147483647) x 9999; dense(2, softmax, glorot-uniform)");
        rejectsStarting(
                withHeader(whole,
                        h -> h.replace("dense(3, tanh, glorot-uniform)", "dense(3, tahn)")),
                "unknown activation \"tahn\"");
        rejects(withHeader(whole,
                h -> h.replace("\\\"categories\\\":{", "\\\"categories\\\":3,\\\"c\\\":{")),
                "metadata \"columns\": \"categories\" must be an object");
        rejects(withHeader(whole,
                h -> h.replace("{\\\"offset\\\":[0.0]", "{\\\"offset\\\":[\\\"x\\\"]")),
                "metadata \"target-scaling\": expected offset and factor with 1 or 1 numbers");
    }

    private void rejects(byte[] file, String message) throws IOException {
        Path path = Files.write(folder.resolve("broken.safetensors"), file);
        assertThatThrownBy(() -> Model.read(path)).isInstanceOf(InputError.class)
                .hasMessage(path + ": " + message);
    }

    private void rejectsStarting(byte[] file, String message) throws IOException {
        Path path = Files.write(folder.resolve("broken.safetensors"), file);
        assertThatThrownBy(() -> Model.read(path)).isInstanceOf(InputError.class)
                .hasMessageStartingWith(path + ": " + message);
    }

    @Test
    void missingFilesAreNamed() {
        Path path = folder.resolve("model.safetensors");
        assertThatThrownBy(() -> Model.read(path)).isInstanceOf(InputError.class)
                .hasMessage(path + ": there is no such file");
        assertThatThrownBy(() -> Model.read(folder)).isInstanceOf(InputError.class)
                .hasMessage(folder + ": is a folder, expected a file");
    }
}

package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.math.State;
import plumb.text.InputError;

class CheckpointsTest {
    private static final String EXPERIMENT = "name: a\n";

    @TempDir
    private Path run;
    private Checkpoints checkpoints;
    private Path last;
    private Path previous;
    private final List<String> damage = new ArrayList<>();

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(run, EXPERIMENT);
        last = run.resolve("checkpoints/last.safetensors");
        previous = run.resolve("checkpoints/previous.safetensors");
    }

    /// An object with values of all kinds, also those whose bits are easily lost.
    private static final class Thing {
        final float[] fixed = new float[3];
        float[] growing = {};
        double[] numbers = {};

        Thing(int seed) {
            fixed[0] = seed;
            fixed[1] = Float.NaN;
            fixed[2] = -0f;
            growing = new float[seed];
            numbers = new double[] {seed, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
                    0x1p53 - 1};
        }

        void state(State state) {
            state.fill("fixed", fixed);
            growing = state.part("a").floats("growing", growing);
            numbers = state.part("a").part("b").numbers("numbers", numbers);
        }
    }

    private void write(int seed) {
        checkpoints.write(new Thing(seed)::state);
    }

    private Optional<Thing> newest() {
        return checkpoints.newest(damage::add).map(c -> {
            try (c) {
                var thing = new Thing(1);
                c.restore(thing::state);
                return thing;
            }
        });
    }

    private void assertNewest(int seed) {
        Thing thing = newest().orElseThrow();
        assertThat(thing.fixed).isEqualTo(new Thing(seed).fixed);
        assertThat(thing.growing).hasSize(seed);
        assertThat(thing.numbers).isEqualTo(new Thing(seed).numbers);
    }

    @Test
    void whatIsKeptIsPutBack() throws IOException {
        assertThat(newest()).isEmpty();
        write(700_000);
        assertNewest(700_000);
        byte[] once = Files.readAllBytes(last);
        write(5);
        assertNewest(5);
        assertThat(previous).hasBinaryContent(once);
        write(700_000);
        assertThat(last).hasBinaryContent(once);
        assertThat(damage).isEmpty();
    }

    @Test
    void aDamagedCheckpointIsNamedAndThePreviousTaken() throws IOException {
        write(4);
        write(5);
        byte[] whole = Files.readAllBytes(last);
        for (int at = 0; at < whole.length; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(last, flipped);
            damage.clear();
            assertNewest(4);
            assertThat(damage).as("byte %d", at).hasSize(1).first().asString()
                    .startsWith(last + ": ");
        }
        for (int length = 0; length < whole.length; length += 11) {
            Files.write(last, java.util.Arrays.copyOf(whole, length));
            damage.clear();
            assertNewest(4);
            assertThat(damage).hasSize(1);
        }
        Files.delete(last);
        assertNewest(4);
        Files.writeString(previous, "x");
        assertThat(newest()).isEmpty();
        assertThat(damage).last().asString().contains("is not a safetensors file");
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesThoseThatAreThere() throws IOException {
        write(4);
        write(5);
        byte[] newest = Files.readAllBytes(last);
        byte[] before = Files.readAllBytes(previous);
        assertThatThrownBy(() -> checkpoints.write(_ -> {
            throw new InputError("no");
        })).isInstanceOf(InputError.class);
        assertThatThrownBy(() -> AtomicFile.write(last, _ -> {
            throw new IOException("No space left on device");
        }, () -> Files.delete(previous))).hasMessageEndingWith("No space left on device");
        assertThat(last).hasBinaryContent(newest);
        assertThat(previous).hasBinaryContent(before);
    }

    @Test
    void theStateOfAnotherExperimentIsRefused() {
        write(4);
        var changed = new Checkpoints(run, "name: b\nbatch: 8\nmetrics: [auc, f1]\n");
        assertThatThrownBy(() -> changed.newest(damage::add)).isInstanceOf(InputError.class)
                .hasMessage(run.resolve("experiment.yaml") + ": has changed since " + last
                        + " was written: name is b, was a; batch is 8, was absent; metrics is"
                        + " [auc, f1], was absent; a run goes on with the experiment that it began"
                        + " with: change it back, or train the changed one as a run of its own,"
                        + " plumb train " + run.resolve("experiment.yaml"));
        assertThat(damage).isEmpty();
    }

    /// Also behind a damaged one: it is whole, and would be written over.
    @Test
    void thePreviousStateOfAnotherExperimentIsRefused() throws IOException {
        write(4);
        write(5);
        Files.writeString(last, "x");
        var changed = new Checkpoints(run, "name: b\n");
        assertThatThrownBy(() -> changed.newest(damage::add))
                .hasMessageContaining(previous + " was written: name is b, was a");
    }

    @Test
    void aCommentMakesNoOtherExperiment() {
        write(4);
        assertThat(new Checkpoints(run, "# mine\nname:   a").newest(damage::add))
                .hasValueSatisfying(Checkpoint::close);
    }

    @Test
    void anObjectThatNeedsOtherValuesIsRefused() {
        write(4);
        Checkpoint checkpoint = checkpoints.newest(damage::add).orElseThrow();
        assertThatThrownBy(() -> checkpoint.restore(s -> s.fill("fixed", new float[2])))
                .hasMessage(last + ": \"fixed\" has 1 x 3 values, expected 2");
        assertThatThrownBy(() -> checkpoint.restore(s -> s.numbers("other")))
                .hasMessage(last + ": there is no \"other\"");
        assertThatThrownBy(() -> checkpoint.restore(s -> s.numbers("fixed")))
                .hasMessage(last + ": \"fixed\" has dtype F32, expected F64");
        checkpoint.close();
    }
}

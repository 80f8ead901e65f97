package plumb.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.nn.Rectifier;
import plumb.nn.Squashing;

/// Each lesson and mission is open at its start, and is solved by doing what it says.
class ExercisesTest {
    private static final String SOLUTIONS = """
            sigmoid | init=scaled(glorot-uniform, 20)
            forward | init=glorot-uniform
            backward | optimizer=sgd(0.3)
            vanishing | depth=6
            relu | activation=relu
            dead-units | optimizer=adam(1)
            leaky-relu | activation=leaky-relu(0.01)
            initial-weights | init=he-normal
            normalization | normalization=batch-norm(0.9)
            skips | skips=true
            vanish | activation=sigmoid&depth=12
            rescue | activation=relu
            rescue | depth=2
            keep-the-sigmoid | skips=true
            keep-the-sigmoid | init=scaled(glorot-uniform, 3)
            explode | init=scaled(he-normal, 10)
            explode | optimizer=adam(10)
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SOLUTIONS)
    void is_solved_by_what_it_says(String id, String change) {
        Exercise exercise = Exercises.named(id);
        Setup start = Setup.of(exercise.query());
        assertThat(start.exercise()).contains(id);
        Goal.Progress before = judge(exercise, start);
        Goal.Progress after = judge(exercise, changed(start, change));
        assertThat(before.reached()).as(before.sentence()).isFalse();
        assertThat(after.reached()).as(after.sentence()).isTrue();
    }

    private static Setup changed(Setup start, String change) {
        Stack stack = start.first();
        for (String part : change.split("&", -1)) {
            stack = stack.with(part.substring(0, part.indexOf('=')),
                    part.substring(part.indexOf('=') + 1));
        }
        return start.first(stack);
    }

    private static Goal.Progress judge(Exercise exercise, Setup setup) {
        try (var session = new Session(setup)) {
            Goal.Progress progress = exercise.judge(setup, session.runs());
            while (!progress.reached() && !session.runs().getFirst().ended()) {
                session.runs().forEach(run -> run.advance(50));
                progress = exercise.judge(setup, session.runs());
            }
            return progress;
        }
    }

    /// Numbers in the texts of exercises are those of the engine.
    @Test
    void what_texts_say_holds() {
        var sigmoid = new Squashing.Sigmoid();
        assertThat(sigmoid.slope(0)).isEqualTo(0.25);
        for (double z = -20; z < 20; z += 0.01) assertThat(sigmoid.slope(z)).isBetween(0.0, 0.25);
        assertThat(sigmoid.slope(-8)).isLessThan(0.001);
        assertThat(new Rectifier.Relu().slope(3)).isEqualTo(1);
        assertThat(new Rectifier.Relu().slope(-3)).isZero();
        assertThat(new Rectifier.LeakyRelu(0.01).slope(-3)).isPositive();
        assertThat(stack("skips").depth()).isEqualTo(30);
        assertThat(stack("rescue").depth()).isEqualTo(10);
        assertThat(stack("forward").depth()).isEqualTo(8);
    }

    private static Stack stack(String id) {
        return Setup.of(Exercises.named(id).query()).first();
    }

    @Test
    void each_has_a_solution_and_a_place() {
        List<String> solved = SOLUTIONS.lines().map(line -> line.split("\\|", -1)[0].strip())
                .toList();
        assertThat(Exercises.all()).extracting(Exercise::id).doesNotHaveDuplicates()
                .allMatch(solved::contains);
        Exercise last = Exercises.LESSONS.getLast();
        assertThat(Exercises.next(last, 1)).isEmpty();
        assertThat(Exercises.next(last, -1)).contains(Exercises.LESSONS.get(8));
        assertThat(Exercises.next(Exercises.MISSIONS.getFirst(), -1)).isEmpty();
    }
}

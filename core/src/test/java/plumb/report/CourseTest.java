package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.data.Generator;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class CourseTest {
    private static History train(int steps) {
        var history = new History();
        for (Step step : new Training(Plan.of("flatten; dense(3, tanh); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(0.1)").length(new Length.Steps(steps)),
                Generator.of("circles(50)").generate(1), Settings.seed(1).workers(1)))
            history.add(step);
        return history;
    }

    @Test
    void spans_cover_all_steps_with_the_mean_of_theirs() {
        History history = train(100);
        Course course = Course.of(history).orElseThrow();
        assertThat(course.ends()).hasSize(48).startsWith(2L, 4L, 6L).endsWith(97L, 100L)
                .isSorted();
        assertThat(course.decades()).hasSize(3).allSatisfy(row -> assertThat(row).hasSize(48));
        assertThat(course.begin(0)).isEqualTo(1);
        assertThat(course.begin(1)).isEqualTo(3);
        var delta = history.series(1, Quantity.DELTA);
        double mean = (delta.bucket(2).mean() + delta.bucket(3).mean()) / 2;
        assertThat(course.decades().get(1).get(1)).isCloseTo(Math.log10(mean), within(0.0051));
        assertThat(course.decades().get(0)).containsOnly(Double.NaN);
    }

    @Test
    void a_short_training_has_a_span_for_each_step() {
        Course course = Course.of(train(3)).orElseThrow();
        assertThat(course.ends()).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(Course.of(new History())).isEmpty();
    }
}

package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.gauge.History;

class ProbeTest {
    private static final Dataset DATA = Generator.of("circles(100)").generate(1);

    @Test
    void histograms_are_rare_where_counting_is_dear_beside_the_products() {
        assertThat(Probe.OFF.interval(128, 1546, 531_000, 531_000)).isZero();
        assertThat(Probe.LIGHT.interval(128, 1546, 531_000, 531_000)).isZero();
        assertThat(Probe.FULL.interval(128, 1546, 531_000, 531_000)).isEqualTo(1);
        long wide = Probe.AUTO.interval(128, 4106, 3_960_000, 3_960_000);
        long narrow = Probe.AUTO.interval(32, 129, 2000, 2000);
        assertThat(wide).isBetween(50L, 100L);
        assertThat(narrow).isBetween(500L, 1000L);
        assertThat(Probe.AUTO.interval(1, 3, 0, 0)).isPositive();
    }

    @Test
    void histograms_hold_every_delta_and_every_gradient_whoever_counts_them() {
        Plan plan = Plan.of("dense(40, relu, he-normal); dense(7, tanh); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(0.1)").batch(30).epochs(2);
        var one = new History();
        var three = new History();
        for (Step step : new Training(plan, DATA,
                Settings.seed(1).workers(1).probe(Probe.FULL))) {
            assertThat(step.histograms()).isTrue();
            one.add(step);
        }
        for (Step step : new Training(plan, DATA,
                Settings.seed(1).workers(3).probe(Probe.FULL)))
            three.add(step);
        int[] units = {40, 7, 1};
        int[] parameters = {120, 287, 8};
        for (int l = 0; l < 3; l++) {
            assertThat(one.deltas(l).total()).isEqualTo(10L * units[l]);
            assertThat(one.gradients(l).total()).isEqualTo(parameters[l]);
            assertThat(three.deltas(l).total()).isEqualTo(10L * units[l]);
            for (int e = -126; e <= 127; e++) {
                assertThat(three.deltas(l).at(e)).isEqualTo(one.deltas(l).at(e));
                assertThat(three.gradients(l).at(e)).isEqualTo(one.gradients(l).at(e));
            }
        }
    }

    @Test
    void dead_units_are_the_same_whoever_counts_them() {
        Plan plan = Plan.of("dense(20, relu, normal(sd=0.5), constant(-0.8)); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(0.01)").batch(2).epochs(1);
        var histories = new ArrayList<History>();
        for (int workers = 1; workers <= 3; workers++) {
            var history = new History();
            for (Step step : new Training(plan, DATA, Settings.seed(1).workers(workers))) {
                history.add(step);
                if (step.endsEpoch()) {
                    assertThat(step.tallies().getFirst().windowRows).isEqualTo(100);
                }
            }
            histories.add(history);
        }
        double dead = histories.getFirst().dead(0).last();
        assertThat(dead).isBetween(0.05, 0.95);
        assertThat(histories).allSatisfy(h -> assertThat(h.dead(0).last()).isEqualTo(dead));
    }

    @Test
    void the_cost_of_measuring_is_a_share_of_the_steps() {
        Plan plan = Plan.of("dense(40, relu, he-normal); dense(1, sigmoid)",
                "binary-cross-entropy", "sgd(0.1)").batch(30).length(new Length.Steps(1200));
        for (int workers = 1; workers <= 2; workers++) {
            var measured = new Training(plan, DATA, Settings.seed(1).workers(workers));
            assertThat(measured.measuringShare()).isEmpty();
            measured.forEach(step -> {});
            assertThat(measured.measuringShare().orElseThrow()).isBetween(1e-9, 1.0);
            var off = new Training(plan, DATA,
                    Settings.seed(1).workers(workers).probe(Probe.OFF));
            off.forEach(step -> {});
            assertThat(off.measuringShare()).isEmpty();
        }
    }
}

package plumb.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.nn.Blueprint;

class SweepTextTest {
    private static Trial trial(int point, long seed, boolean trained, double decades) {
        return new Trial(point, seed, 100, false, trained, decades, 0.5, trained ? 0.9 : 0.5, 0.4,
                0.95, 0.5, 0.99);
    }

    private static Sweep sweep(int missing, Axis... axes) {
        var grid = new Grid(List.of(axes));
        var trials = new ArrayList<Trial>();
        for (int point = 1; point <= grid.size(); point++) {
            for (long seed = 1; seed <= 2; seed++) {
                trials.add(trial(point, seed, point % 2 == 0, -point - 0.1 * seed));
            }
        }
        return new Sweep("deep", 1, 2, "accuracy", grid, List.of(),
                trials.reversed().subList(missing, trials.size()));
    }

    @Test
    void what_theory_says_is_kept_while_trials_end() {
        var axis = Axis.of("network.1=tanh,relu");
        var theory = List.of(Optional.of(new Outlook(9, 5)), Optional.<Outlook>empty());
        var begun = new Sweep("deep", 1, 2, "accuracy", new Grid(List.of(axis)), theory, List.of());
        var ended = begun.with(List.of(trial(2, 1, true, -1)));
        assertThat(ended.theory()).isSameAs(begun.theory());
        assertThat(ended.trials()).hasSize(1);
        assertThat(ended.with(begun.trials())).isEqualTo(begun);
    }

    @Test
    void two_keys_make_a_phase_diagram() {
        assertThat(SweepText.of(sweep(0, Axis.of("batch=8,16"), Axis.of("optimizer=adam,sgd"))))
                .isEqualTo(
                        """
                                deep: 4 of 8 trials trained · 4 points · seeds 1 to 2
                                Where no seed trained (2 points), the gradient changes by -3.15 to -1.15 \
                                decades on its way down.
                                Where every seed trained (2 points), the gradient changes by -4.15 to -2.15 \
                                decades on its way down.
                                The same answer for every row has the accuracy 0.500, one hidden layer of 64 \
                                units 0.990.

                                decades of δ from the last hidden layer down to the first, and how many seeds \
                                trained
                                batch \\ optimizer        adam         sgd
                                8                  -1.15  0/2  -2.15  2/2
                                16                 -3.15  0/2  -4.15  2/2

                                accuracy on the validation rows, mean of the seeds ± 95 %
                                batch \\ optimizer         adam          sgd
                                8                  0.500±0.000  0.900±0.000
                                16                 0.500±0.000  0.900±0.000
                                """);
    }

    @Test
    void one_key_or_three_make_a_list() {
        assertThat(SweepText.of(sweep(0, Axis.of("batch=8,16"))).lines())
                .contains("batch  decades of δ  trained     accuracy  diverged",
                        "8       -1.15±0.635      0/2  0.500±0.000         0");
        assertThat(SweepText.of(sweep(0, Axis.of("batch=8,16"), Axis.of("stop=none"),
                Axis.of("loss=mse,mae"))).lines())
                .filteredOn(line -> line.startsWith("16")).hasSize(2);
    }

    @Test
    void a_diagram_wider_than_a_terminal_is_a_list() {
        var wide = Axis.of("network.1=" + "dense(16, relu, he-normal),".repeat(1)
                + "dense(16, tanh, glorot-normal),dense(16, sigmoid, glorot-normal),"
                + "dense(16, softsign, glorot-normal)");
        assertThat(SweepText.of(sweep(0, wide, wideToo())).lines())
                .allMatch(line -> line.length() <= 110).anyMatch(l -> l.startsWith("network.1  "));
    }

    private static Axis wideToo() {
        return Axis.of("loss=mse,mae,huber,hinge,binary-cross-entropy,categorical-cross-entropy,"
                + "huber(2),huber(3)");
    }

    @Test
    void what_has_not_ended_is_said_and_absent() {
        Sweep sweep = sweep(7, Axis.of("batch=8,16"), Axis.of("optimizer=adam,sgd"));
        assertThat(SweepText.of(sweep)).contains("0 of 1 trial trained, 7 have not ended",
                "16                     –  0/0  –  0/0");
        assertThat(sweep.points().getFirst().gradientDecades().mean()).isEqualTo(-1.1);
    }

    @Test
    void diverged_seeds_have_no_part_in_the_mean_of_the_metric() {
        var grid = new Grid(List.of(Axis.of("batch=8")));
        var lost = new Trial(1, 2, 3, true, false, Double.NaN, Double.NaN, Double.NaN, 1, 0.5, 0.5,
                0.99);
        var point = new Sweep("deep", 1, 2, "accuracy", grid, List.of(),
                List.of(lost, trial(1, 1, true, -1))).points().getFirst();
        assertThat(point.diverged()).isEqualTo(1);
        assertThat(point.trained()).isEqualTo(1);
        assertThat(point.metric().mean()).isEqualTo(0.9);
        assertThat(point.gradientDecades().mean()).isEqualTo(-1);
    }

    @Test
    void theory_stands_beside_what_trained() {
        Sweep sweep = sweep(0, Axis.of("network.1.times=5,9"), Axis.of("optimizer=adam,sgd"));
        var told = new Sweep(sweep.name(), 1, 2, "accuracy", sweep.grid(),
                List.of(Optional.of(new Outlook(5, 2.62)), Optional.of(new Outlook(5, 40.8)),
                        Optional.of(new Outlook(9, Double.POSITIVE_INFINITY)), Optional.empty()),
                sweep.trials());
        assertThat(SweepText.of(told)).contains(
                """
                        By theory, which lets about 6 depth scales train (Schoenholz et al., 2017), 2 of 3 points \
                        train; 2 of 3 came out so. Of 1 point it cannot tell.
                        """,
                """
                        theory: about how many equal layers train, and whether those of the point do
                        network.1.times \\ optimizer    adam     sgd
                        5                            2.6 no  41 yes
                        9                             ∞ yes       –
                        """);
        assertThat(SweepMarkdown.of(told)).contains("| diverged | theory |", "| 0 | 41 yes |");
    }

    /// tanh with σb² = 0.05, whose ξ are 3.62698 and 6.79981 (Schoenholz et al., 2017): 21.8 and 40.8
    /// layers.
    @Test
    void six_depth_scales_part_the_networks() {
        var networks = new ArrayList<Blueprint>();
        for (double variance : new double[] {1, 1.25}) {
            for (int layers : new int[] {21, 22, 40, 41}) {
                networks.add(Blueprint.of("dense(100, tanh, normal(" + Math.sqrt(variance) / 10
                        + "), bias=normal(0.22360679774997896)) x " + layers + "; dense(1)"));
            }
        }
        assertThat(Outlook.of(networks)).extracting(o -> o.orElseThrow().trains())
                .containsExactly(true, false, false, false, true, true, true, false);
        networks.add(Blueprint.of("dense(3); batch-norm; dense(3); dense(1)"));
        assertThat(Outlook.of(networks).getLast()).isEmpty();
        assertThat(Outlook.of(networks.subList(0, 1))).isEmpty();
        assertThat(Outlook.of(List.of(Blueprint.of("dense(9, relu, he-normal) x 500; dense(1)"),
                Blueprint.of("dense(9, tanh) x 500; dense(1)"))))
                .allSatisfy(o -> assertThat(o.orElseThrow()).hasToString("∞ yes"));
    }

    @Test
    void markdown_escapes_what_the_user_named() {
        Sweep sweep = sweep(0, new Axis("name", List.of("a|b", "c")));
        assertThat(SweepMarkdown.of(sweep)).startsWith("# deep: ").contains(
                "| a\\|b | -1.15±0.635 |",
                "|---|---|---|---|---|\n");
    }
}

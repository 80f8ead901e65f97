package plumb.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.text.InputError;

class ProofTest {
    @Test
    void three_pairs_that_do_not_overlap_have_p_1_in_20() {
        assertThat(proof(List.of(.5, .51, .49), List.of(.9, .91, .95)).p()).isEqualTo(1.0 / 20);
    }

    @Test
    void p_of_five_pairs_counts_all_252_divisions() {
        assertThat(proof(List.of(1., 2., 3., 4., 5.), List.of(6., 7., 8., 9., 10.)).p())
                .isEqualTo(1.0 / 252);
        // One swap across the border: the divisions at least as extreme are the two largest sums.
        assertThat(proof(List.of(1., 2., 3., 4., 6.), List.of(5., 7., 8., 9., 10.)).p())
                .isEqualTo(2.0 / 252);
    }

    @Test
    void equal_runs_have_p_1() {
        assertThat(proof(List.of(.5, .5, .5), List.of(.5, .5, .5)).p()).isEqualTo(1);
    }

    @Test
    void interval_is_students_of_the_paired_differences() {
        // Differences 0.1, 0.2, 0.3: mean 0.2, standard deviation 0.1, t(2) = 4.303.
        Proof proof = proof(List.of(.5, .5, .5), List.of(.6, .7, .8));
        assertThat(proof.mean()).isCloseTo(0.2, within(1e-12));
        assertThat(proof.high() - proof.mean()).isCloseTo(4.303 * 0.1 / Math.sqrt(3), within(1e-9));
        assertThat(proof.low()).isCloseTo(2 * proof.mean() - proof.high(), within(1e-12));
        assertThat(proof.worstBest()).isCloseTo(0.1, within(1e-12));
        assertThat(proof.spread()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void more_pairs_than_can_be_counted_are_refused() {
        var runs = Collections.nCopies(11, .5);
        assertThatThrownBy(() -> proof(runs, runs)).isInstanceOf(InputError.class);
        assertThatThrownBy(() -> proof(List.of(.5), List.of())).isInstanceOf(InputError.class);
    }

    private static Proof proof(List<Double> baseline, List<Double> repaired) {
        return new Proof(baseline, repaired, List.of(), 0);
    }
}

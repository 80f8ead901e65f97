package plumb.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumb.Cases;
import plumb.math.Rng.Stream;

class RngTest {
    /// Known answers of Random123 (kat_vectors, philox4x32 10).
    @Test
    void philoxGivesThePublishedWords() {
        assertThat(philox(0, 0, 0, 0, 0, 0))
                .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(philox(-1, -1, -1, -1, -1, -1))
                .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(philox(
                0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static int[] philox(int c0, int c1, int c2, int c3, int k0, int k1) {
        int[] out = new int[4];
        Rng.philox(c0, c1, c2, c3, k0, k1, out);
        return out;
    }

    @Test
    void seedStreamAndStepFixTheNumbers() {
        assertThat(new Rng(7, Stream.INIT, 3).nextInt())
                .isEqualTo(new Rng(7, Stream.INIT, 3).nextInt());
        Set<Integer> firsts = new HashSet<>();
        long[] wide = {0, 1, 2, 1L << 32, -1};
        for (long seed : wide) {
            for (Stream stream : Stream.values()) {
                for (long step : wide) firsts.add(new Rng(seed, stream, step).nextInt());
            }
        }
        assertThat(firsts).hasSize(wide.length * wide.length * Stream.values().length);
    }

    @Test
    void boundedNumbersAreUniform() {
        Cases.forSeeds(5, seed -> {
            Rng rng = new Rng(seed, Stream.ORDER, 0);
            int[] counts = new int[6];
            for (int i = 0; i < 60_000; i++) counts[rng.nextInt(6)]++;
            double chiSquare = 0;
            for (int count : counts) chiSquare += (count - 1e4) * (count - 1e4) / 1e4;
            assertThat(chiSquare).isLessThan(25); // p = 1e-4 at 5 degrees of freedom
        });
        Rng rng = new Rng(1, Stream.ORDER, 0);
        // Taking the remainder of 32 bits would put 1/2 of the numbers below this third.
        int bound = 3 << 29;
        int low = 0;
        for (int i = 0; i < 30_000; i++) {
            int number = rng.nextInt(bound);
            assertThat(number).isBetween(0, bound - 1);
            if (number < bound / 3) low++;
        }
        assertThat(low).isBetween(9_600, 10_400);
        assertThat(rng.nextInt(1)).isZero();
        assertThatThrownBy(() -> rng.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void uniformNumbersHaveTheirMoments() {
        Rng rng = new Rng(3, Stream.DATA, 1);
        double sum = 0;
        double squares = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            double u = rng.uniform();
            assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
            sum += u;
            squares += u * u;
        }
        assertThat(sum / n).isCloseTo(0.5, within(0.003));
        assertThat(squares / n).isCloseTo(1 / 3.0, within(0.003));
        for (int i = 0; i < 1000; i++) assertThat(rng.uniform(-2, 3)).isBetween(-2.0, 3.0);
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        Rng rng = new Rng(4, Stream.INIT, 0);
        int n = 200_000;
        double[] moments = new double[5];
        for (int i = 0; i < n; i++) {
            double z = rng.normal();
            for (int p = 1; p <= 4; p++) moments[p] += Math.pow(z, p) / n;
        }
        assertThat(moments[1]).isCloseTo(0, within(0.01));
        assertThat(moments[2]).isCloseTo(1, within(0.02));
        assertThat(moments[3]).isCloseTo(0, within(0.05));
        assertThat(moments[4]).isCloseTo(3, within(0.15));
    }

    @Test
    void permutationsAreUniform() {
        Rng rng = new Rng(5, Stream.ORDER, 0);
        int[] counts = new int[27];
        for (int i = 0; i < 60_000; i++) {
            int[] order = rng.permutation(new int[3]);
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        int seen = 0;
        for (int count : counts) {
            if (count == 0) continue;
            seen++;
            assertThat(count).isBetween(9_600, 10_400);
        }
        assertThat(seen).isEqualTo(6);
        assertThat(rng.permutation(new int[0])).isEmpty();
    }
}

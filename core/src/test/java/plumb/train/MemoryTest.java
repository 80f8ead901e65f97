package plumb.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.text.InputError;

class MemoryTest {
    private static final Dataset DATA = Generator.of("circles(100)").generate(0);

    /// 4 bytes for each of 1 000 005 000 001 parameters, thrice for Adam; in 32 rows for 2 000 003
    /// inputs and outputs, 2 000 001 pre-activations and two gradients of the widest layer; and for
    /// that layer's width in four times 32 rows and in a slice of 32.
    @Test
    void a_network_that_cannot_fit_is_refused_with_the_bytes_it_needs() {
        refused("dense(1000000) x 2; dense(1, sigmoid)",
                "the network needs 11177.2 GiB (12001468000524 bytes) of memory",
                "to train (1000005000001 parameters), but ", " are free");
    }

    @Test
    void sizes_beyond_a_long_are_refused_too() {
        for (int layers = 2; layers < 9; layers++) {
            refused("dense(2147483647) x " + layers + "; dense(1, sigmoid)", "the network needs",
                    "to train");
        }
    }

    private static void refused(String network, String... parts) {
        var plan = Plan.of(network, "binary-cross-entropy", "adam(0.001)");
        assertThatThrownBy(() -> new Training(plan, DATA, Settings.seed(0).workers(1)))
                .isInstanceOf(InputError.class).hasMessageContainingAll(parts);
        assertThatThrownBy(() -> new Training(plan, DATA, Settings.seed(0)))
                .isInstanceOf(InputError.class);
    }
}

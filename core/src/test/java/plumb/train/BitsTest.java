package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Fork;

/// Equal bits whatever runs the arithmetic: interpreter or compiler, scalar or vector kernels.
class BitsTest {
    @Test
    void twenty_thousand_calls_give_the_bits_of_the_first() {
        for (String kernels : List.of("scalar", "vector")) {
            List<String> lines = Fork.run(TwentyThousandCalls.class, "-Dplumb.kernels=" + kernels);
            assertThat(lines.subList(1, lines.size())).as(kernels).isEmpty();
        }
    }

    @Test
    void scalar_and_vector_kernels_train_the_same_weights_interpreted_or_compiled() {
        List<String> scalar = Fork.run(FiftySteps.class, "-Dplumb.kernels=scalar");
        List<String> vector = Fork.run(FiftySteps.class, "-Dplumb.kernels=vector");
        List<String> narrow = Fork.run(FiftySteps.class, "-Dplumb.kernels=vector",
                "-XX:MaxVectorSize=16");
        List<String> interpreted = Fork.run(FiftySteps.class, "-Dplumb.kernels=scalar", "-Xint");
        assertThat(scalar.getFirst()).isEqualTo("32");
        assertThat(vector.getFirst()).isNotEqualTo("32");
        assertThat(vector.subList(1, vector.size())).isEqualTo(scalar.subList(1, scalar.size()));
        assertThat(narrow.getFirst()).isEqualTo("128");
        assertThat(narrow.subList(1, narrow.size())).isEqualTo(scalar.subList(1, scalar.size()));
        assertThat(interpreted).isEqualTo(scalar);
    }
}

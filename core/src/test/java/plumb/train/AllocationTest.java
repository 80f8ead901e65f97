package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Fork;

class AllocationTest {
    private static final int PROCESSES = 3;

    /// What the compiler removes differs from process to process, and in some it removes less; what
    /// the engine allocates does not. So one process of three has to do without.
    @Test
    void a_warm_step_allocates_at_most_256_bytes() {
        List<String> lines = Fork.run(Allocation.class);
        for (int i = 1; i < PROCESSES && lines.stream().anyMatch(line -> bytes(line) > 256); i++) {
            lines = Fork.run(Allocation.class);
        }
        assertThat(lines).hasSize(16).allSatisfy(
                line -> assertThat(bytes(line)).as(line).isLessThanOrEqualTo(256));
    }

    private static int bytes(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf(' ')));
    }
}

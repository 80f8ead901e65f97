package plumb.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Fork;

class AllocationTest {
    @Test
    void a_warm_step_allocates_at_most_256_bytes() {
        List<String> lines = Fork.run(Allocation.class);
        assertThat(lines).hasSize(16).allSatisfy(
                line -> assertThat(Integer.parseInt(line.substring(0, line.indexOf(' ')))).as(line)
                        .isLessThanOrEqualTo(256));
    }
}

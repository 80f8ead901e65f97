package plumb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.data.Generator;
import plumb.sweep.Basis;
import plumb.sweep.Job;

class SweepPlanTest {
    @TempDir
    private Path folder;

    /// The memory may hold the rows of one basis only.
    @Test
    void pointsAreCheckedWithTheRowsOfOneBasisAtATime() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                data: {source: xor(40)}
                network: ["dense(2, tanh)", "dense(1, sigmoid)"]
                """);
        SweepPlan plan = SweepPlan.read(file, List.of(), OptionalLong.empty(),
                List.of("batch=1,2,3"), 1);
        var loads = new int[3];
        var bases = new ArrayList<Basis>();
        for (int i = 0; i < 3; i++) {
            int own = i;
            bases.add(new Basis(() -> {
                for (int j = 0; j < own; j++) assertReleased(bases, loads, j);
                loads[own]++;
                return Generator.of("xor(40)").generate(1).split(0.2, 1);
            }));
        }
        List<Job> jobs = IntStream.rangeClosed(1, 3).mapToObj(point -> new Job(point, 1,
                plan.points().get(point - 1).plan(), bases.get(point - 1))).toList();
        assertThat(plan.requireFit(jobs).metricName()).isEqualTo("accuracy");
        int before = loads[0];
        bases.getFirst().data();
        assertThat(loads[0]).as("loads of the first basis, which is held").isEqualTo(before);
        bases.getFirst().release();
        for (int j = 0; j < 3; j++) assertReleased(bases, loads, j);
    }

    /// Rows that were released are loaded again when somebody asks for them.
    private static void assertReleased(List<Basis> bases, int[] loads, int basis) {
        int before = loads[basis];
        bases.get(basis).data();
        bases.get(basis).release();
        assertThat(loads[basis]).as("loads of basis %d", basis + 1).isEqualTo(before + 1);
    }
}

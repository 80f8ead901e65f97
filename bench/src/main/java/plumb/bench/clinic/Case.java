package plumb.bench.clinic;

import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import plumb.data.Dataset;
import plumb.math.Rng;
import plumb.train.Plan;

/// A network to be examined, and what is known of it beforehand.
///
/// @param group what is counted together: the fault, or the name of a known case
/// @param findings the ids of which any, named first, names the cause rightly; none if it is healthy
/// @param twin the network without the fault, or else one that learns the task well
/// @param rows the data of any seed
/// @param data those of the seed of the case
record Case(String group, Set<String> findings, Plan plan, Plan twin, LongFunction<Dataset> rows,
        Dataset data, long seed) {
    static final String HEALTHY = "healthy";
    private static final double VALIDATION = 0.3;

    Case(String group, Set<String> findings, Plan plan, Plan twin, LongFunction<Dataset> rows,
            long seed) {
        this(group, findings, plan, twin, rows, rows.apply(seed), seed);
    }

    /// Number `n` of the cases of a seed, healthy or with a fault.
    static Case draw(List<Task> tasks, long seed, int n, boolean faulty) {
        var rng = new Rng(seed, Rng.Stream.TRIAL, faulty ? 1 : 0, n);
        var draw = new Draw(rng);
        int own = 1 + rng.nextInt(1_000_000);
        while (true) {
            Task task = draw.of(tasks);
            Dataset data = task.rows().apply(own);
            Recipe healthy = draw.healthy(task, data);
            if (!faulty) {
                return new Case(HEALTHY, Set.of(), healthy.plan(),
                        Ceiling.of(healthy.plan(), data),
                        s -> task.rows().apply(s).split(VALIDATION, s), own);
            }
            Fault fault = Fault.ALL.get(n % Fault.ALL.size());
            if (!fault.suits(healthy)) continue;
            Fault.Spoiled spoiled = fault.in(healthy, rng);
            return new Case(fault.toString(), fault.findings(), spoiled.faulty().plan(),
                    spoiled.twin().plan(), s -> spoiled.units().of(task.rows().apply(s),
                            task.scale()).split(VALIDATION, s),
                    own);
        }
    }
}

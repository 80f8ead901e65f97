package plumb.bench.clinic;

import java.util.List;
import java.util.Set;
import plumb.data.Dataset;
import plumb.math.Rng;
import plumb.train.Plan;

/// A network to be examined, and what is known of it beforehand.
///
/// @param group what is counted together: the fault, or the name of a known case
/// @param findings the ids of which any, named first, names the cause rightly; none if it is healthy
/// @param twin the network without the fault, or else one that learns the task well
record Case(String group, Set<String> findings, Plan plan, Plan twin, Dataset data, long seed) {
    static final String HEALTHY = "healthy";

    /// Number `n` of the cases of a seed, healthy or with a fault.
    static Case draw(List<Task> tasks, long seed, int n, boolean faulty) {
        var rng = new Rng(seed, Rng.Stream.TRIAL, faulty ? 1 : 0, n);
        var draw = new Draw(rng);
        while (true) {
            Task task = draw.of(tasks);
            Dataset data = task.rows().apply(1 + rng.nextInt(1000));
            Recipe healthy = draw.healthy(task, data);
            if (!faulty) {
                return new Case(HEALTHY, Set.of(), healthy.plan(),
                        Ceiling.of(healthy.plan(), data), data, n);
            }
            Fault fault = Fault.values()[n % Fault.values().length];
            if (!fault.suits(healthy)) continue;
            Fault.Spoiled spoiled = fault.in(healthy, rng);
            return new Case(fault.toString(), fault.findings(), spoiled.faulty().plan(),
                    spoiled.twin().plan(), spoiled.units().of(data, task.scale()), n);
        }
    }
}

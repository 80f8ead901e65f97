package plumb.bench.clinic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import plumb.bench.clinic.Examination.Truth;

/// Diagnoses many networks, healthy and faulty, and counts how often that was right.
///
/// `known SEEDS` examines the configurations that people built, `drawn HEALTHY FAULTY` as many that
/// are drawn.
public final class Clinic {
    private static final long SEED = 1;

    private Clinic() {}

    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        List<Callable<Examination>> work = switch (arguments[0]) {
            case "known" -> known(Integer.parseInt(arguments[1]),
                    List.of(arguments).subList(2, arguments.length));
            case "drawn" ->
                drawn(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            case "treated" -> drawn(0, Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        if (arguments[0].equals("treated")) {
            treat(work);
            return;
        }
        var done = new ArrayList<Examination>();
        try (var crew = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
                var file = Files.newBufferedWriter(Path.of(arguments[0] + ".csv"))) {
            for (Future<Examination> next : work.stream().map(crew::submit).toList()) {
                Examination e = next.get();
                done.add(e);
                file.write(e.line());
                file.newLine();
                file.flush();
            }
        }
        summary(done);
    }

    private static void treat(List<Callable<Examination>> work)
            throws IOException, InterruptedException, ExecutionException {
        try (var crew = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
                var file = Files.newBufferedWriter(Path.of("treated.csv"))) {
            for (var next : work.stream().map(w -> crew.submit(() -> Treatment.of(w.call())))
                    .toList()) {
                var treatment = next.get();
                if (treatment.isEmpty()) continue;
                file.write(treatment.get().line());
                file.newLine();
                file.flush();
            }
        }
    }

    private static List<Callable<Examination>> known(int seeds, List<String> names) {
        var work = new ArrayList<Callable<Examination>>();
        for (Known known : Known.all()) {
            if (!names.isEmpty() && !names.contains(known.name())) continue;
            for (long seed = 1; seed <= seeds; seed++) {
                long s = seed;
                work.add(() -> Examination.of(known.on(s)));
            }
        }
        return work;
    }

    private static List<Callable<Examination>> drawn(int healthy, int faulty) {
        List<Task> tasks = Task.all();
        var work = new ArrayList<Callable<Examination>>();
        for (int n = 0; n < Math.max(healthy, faulty); n++) {
            int number = n;
            if (n < healthy) {
                work.add(() -> Examination.of(Case.draw(tasks, SEED, number, false)));
            }
            if (n < faulty) {
                work.add(() -> Examination.of(Case.draw(tasks, SEED, number, true)));
            }
        }
        return work;
    }

    private static void summary(List<Examination> all) {
        List<Examination> control = all.stream()
                .filter(e -> e.of().findings().isEmpty() && e.truth() == Truth.WELL).toList();
        System.out.println("false alarms " + new Share(
                control.stream().filter(Examination::flagged).count(), control.size()));
        Map<String, List<Examination>> groups = new LinkedHashMap<>();
        all.forEach(e -> groups.computeIfAbsent(e.of().group(), _ -> new ArrayList<>()).add(e));
        groups.forEach(Clinic::line);
        line("all faulty", all.stream().filter(e -> !e.of().findings().isEmpty()).toList());
    }

    private static void line(String name, List<Examination> of) {
        List<Examination> sick = of.stream().filter(e -> e.truth() == Truth.SICK).toList();
        System.out.println(name + ": " + of.size() + ", sick " + sick.size() + ", well "
                + count(of, Truth.WELL) + ", between " + count(of, Truth.BETWEEN) + ", unknown "
                + count(of, Truth.UNKNOWN) + "; flagged "
                + new Share(sick.stream().filter(Examination::flagged).count(), sick.size())
                + "; right cause "
                + new Share(sick.stream().filter(Examination::rightCause).count(), sick.size()));
    }

    private static long count(List<Examination> of, Truth truth) {
        return of.stream().filter(e -> e.truth() == truth).count();
    }
}

package plumb.bench.clinic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import plumb.bench.clinic.Known.State;
import plumb.bench.contest.Host;

/// Diagnoses and repairs many networks, counts how often that was right, and writes a section of
/// `docs/clinic.md`.
///
/// Arguments: `known SEEDS` and `drawn NUMBER` diagnose; `repair-known SEEDS` and `repair-drawn NUMBER`
/// repair what is found sick, `guard-drawn NUMBER` while it trains.
public final class Clinic {
    /// Thresholds were set on the networks of seed 1.
    private static final long SEED = 2;

    private Clinic() {}

    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        String what = arguments[0];
        int number = Integer.parseInt(arguments[1]);
        String section = switch (what) {
            case "known" -> Page.known(all(what, known(number, true), Examination::of,
                    Examination::line), number);
            case "drawn" -> Page.drawn(all(what, Stream.concat(drawn(number, false),
                    drawn(number, true)), Examination::of, Examination::line), number);
            case "repair-known" -> Page.repairs(what, treated(what, known(number, false)), number);
            case "repair-drawn" -> Page.repairs(what, treated(what, drawn(number, true)), number);
            case "guard-drawn" -> Page.guarded(all(what, Stream.concat(drawn(number, false),
                    drawn(number, true)), subject -> Guarding.of(Examination.of(subject)),
                    Guarding::line), number);
            default -> throw new IllegalArgumentException(what
                    + " is none of known, drawn, repair-known, repair-drawn, guard-drawn");
        };
        System.out.println(section);
        Page.write(Host.root().resolve("docs/clinic.md"), section);
    }

    private static Stream<Callable<Case>> known(int seeds, boolean healthy)
            throws IOException, InterruptedException {
        return Known.all().stream().filter(k -> healthy || k.state() != State.HEALTHY)
                .flatMap(k -> LongStream.rangeClosed(1, seeds).mapToObj(s -> () -> k.on(s)));
    }

    private static Stream<Callable<Case>> drawn(int number, boolean faulty) {
        List<Task> tasks = Task.all();
        return IntStream.range(0, number).mapToObj(n -> () -> Case.draw(tasks, SEED, n, faulty));
    }

    private static List<Treatment> treated(String what, Stream<Callable<Case>> cases)
            throws IOException, InterruptedException, ExecutionException {
        return all(what, cases, subject -> Treatment.of(Examination.of(subject)),
                t -> t.map(Treatment::line).orElse("not sick")).stream()
                .flatMap(Optional::stream).toList();
    }

    /// Works on the cases, as many at a time as there are cores, and keeps a line of each in a file; the
    /// results in the order of the cases.
    private static <T> List<T> all(String name, Stream<Callable<Case>> cases,
            Function<Case, T> work, Function<T, String> line)
            throws IOException, InterruptedException, ExecutionException {
        var done = new ArrayList<T>();
        try (var crew = Executors.newFixedThreadPool(Host.cores());
                var file = Files.newBufferedWriter(Path.of("clinic-" + name + ".csv"))) {
            List<Future<T>> running = cases.map(c -> crew.submit(() -> work.apply(c.call())))
                    .toList();
            for (Future<T> next : running) {
                T result = next.get();
                done.add(result);
                file.write(line.apply(result));
                file.newLine();
                file.flush();
            }
        }
        return done;
    }
}

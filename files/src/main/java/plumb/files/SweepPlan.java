package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.nn.Blueprint;
import plumb.sweep.Axis;
import plumb.sweep.Basis;
import plumb.sweep.Grid;
import plumb.sweep.Job;
import plumb.sweep.Outlook;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;
import plumb.text.InputError;
import plumb.train.ClassWeight;
import plumb.train.Metric;
import plumb.train.Plan;

/// What a sweep is to train: the experiment of each point of a grid, each on the same seeds.
///
/// @param base the experiment that the grid changes
/// @param seeds how many, from that of the base on
/// @param points the experiments, in the order of the grid
public record SweepPlan(Experiment base, Grid grid, int seeds, List<Experiment> points) {
    /// More trials than these are a mistake.
    private static final int MOST_TRIALS = 100_000;

    public SweepPlan {
        requireFew(grid, seeds);
        points = List.copyOf(points);
    }

    private static void requireFew(Grid grid, int seeds) {
        long trials = (long) grid.size() * seeds;
        if (trials <= MOST_TRIALS) return;
        throw new InputError("--seeds " + seeds + " and a grid of " + grid.size()
                + (grid.size() == 1 ? " point" : " points") + " are " + trials
                + " trials, more than " + MOST_TRIALS);
    }

    /// Reads an experiment file, applies settings as [Experiment#read] does, and those of each point.
    ///
    /// @param seed overrides that of the file
    /// @param axes the keys and values of the grid, `optimizer=sgd(0.1),adam`
    /// @throws InputError naming the file or the setting
    public static SweepPlan read(Path file, List<String> settings, OptionalLong seed,
            List<String> axes, int seeds) {
        Grid grid = grid(axes);
        requireFew(grid, seeds);
        String text = InputFiles.text(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        var points = new ArrayList<Experiment>();
        for (int point = 1; point <= grid.size(); point++) {
            points.add(seeded(Experiment.parse(text, file.toString(), folder, settings,
                    grid.settings(point), System.getenv()), seed));
        }
        return new SweepPlan(seeded(Experiment.read(file, settings), seed), grid, seeds, points);
    }

    private static Experiment seeded(Experiment experiment, OptionalLong seed) {
        return seed.isPresent() ? experiment.withSeed(seed.getAsLong()) : experiment;
    }

    private static Grid grid(List<String> texts) {
        try {
            return new Grid(texts.stream().map(text -> {
                Axis axis = Axis.of(text);
                if (!axis.key().equals("seed")) return axis;
                throw new InputError(
                        "all points are trained on the same seeds; --seeds says how many");
            }).toList());
        } catch (InputError e) {
            throw e.at("--grid");
        }
    }

    /// What the rows of an experiment depend on. Where nothing else does, loss and network tell
    /// whether numbers of a file are classes.
    private record RowsKey(DataSection data, long seed, boolean classes, boolean oneHot,
            Optional<Blueprint> network) {
        static RowsKey of(Experiment experiment) {
            DataSection data = experiment.data();
            Plan plan = experiment.plan();
            boolean classes = NumericTarget.isForClasses(plan.loss());
            boolean told = classes || data.task() != Task.AUTO
                    || Location.isGenerator(data.source());
            return new RowsKey(data, experiment.dataSeed(), classes,
                    OneHot.isWanted(experiment),
                    told ? Optional.empty() : Optional.of(plan.network()));
        }
    }

    /// The files, or folders of images, that the rows of all points come from.
    public List<Path> dataFiles() {
        return points.stream().flatMap(point -> point.dataFiles().stream()).distinct().toList();
    }

    /// The trials that have not ended, a seed after the other. Those on the same rows share them, and stand
    /// together.
    ///
    /// @param digests what the files must hold whenever rows are loaded
    /// @param remarks takes what people should know of rows whenever they are loaded, on any thread
    public List<Job> jobs(List<Trial> ended, DataDigests digests, Consumer<String> remarks) {
        record Place(int point, long seed) {}
        Set<Place> done = ended.stream().map(trial -> new Place(trial.point(), trial.seed()))
                .collect(Collectors.toSet());
        Map<RowsKey, Basis> bases = new HashMap<>();
        var jobs = new LinkedHashMap<Basis, List<Job>>();
        for (int i = 0; i < seeds; i++) {
            for (int point = 1; point <= points.size(); point++) {
                Experiment whole = points.get(point - 1);
                Experiment experiment = whole.withSeed(whole.seed() + i);
                if (done.contains(new Place(point, experiment.seed()))) continue;
                Basis basis = bases.computeIfAbsent(RowsKey.of(experiment),
                        _ -> basis(experiment, digests, remarks));
                jobs.computeIfAbsent(basis, _ -> new ArrayList<>())
                        .add(new Job(point, experiment.seed(), experiment.plan(), basis));
            }
        }
        return jobs.values().stream().flatMap(List::stream).toList();
    }

    private static Basis basis(Experiment experiment, DataDigests digests,
            Consumer<String> remarks) {
        return new Basis(() -> {
            Prepared prepared = experiment.prepare(digests);
            prepared.remarks().forEach(remarks);
            return prepared.data();
        });
    }

    /// Requires every point to fit its rows and the memory, and all to have one metric. Returns the
    /// bytes of the largest job and that metric; the rows of the first job are in memory then.
    ///
    /// @throws InputError naming the first point that does not
    public Job.Fit requireFit(List<Job> jobs) {
        double most = 0;
        double rows = 0;
        var seen = new HashSet<Integer>();
        var metrics = new LinkedHashMap<Measure, String>();
        @Nullable
        Basis held = null;
        for (Job job : jobs) {
            if (!seen.add(job.point())) continue;
            // The memory may hold the rows of one basis only.
            if (held != null && held != job.basis()) held.release();
            held = job.basis();
            String point = String.join(", ", grid.settings(job.point()));
            try {
                Job.Fit fit = job.requireFit();
                most = Math.max(most, fit.bytes());
                rows = Math.max(rows, fit.rowBytes());
                metrics.putIfAbsent(new Measure(fit.metricName(), job.plan().classWeight()), point);
            } catch (InputError e) {
                throw e.at("--grid " + point);
            }
        }
        if (held != null && held != jobs.getFirst().basis()) {
            held.release();
            jobs.getFirst().basis().data();
        }
        if (metrics.size() < 2) {
            return new Job.Fit(most, rows, metrics.keySet().stream().map(Measure::metricName)
                    .collect(Collectors.joining()));
        }
        throw new InputError("--grid: the points cannot be compared: " + metrics.entrySet().stream()
                .map(measure -> measure.getKey() + " decides for " + measure.getValue())
                .collect(Collectors.joining(", ")));
    }

    /// What a trial is judged by: a metric, and the weights of the classes that it counts with.
    private record Measure(String metricName, ClassWeight classWeight) {
        @Override
        public String toString() {
            return metricName + (classWeight instanceof ClassWeight.None
                    ? ""
                    : " with class-weight " + classWeight);
        }
    }

    /// What people should know of what is trained, one line each.
    public List<String> remarks() {
        return base.metrics().isEmpty()
                ? List.of()
                : List.of("metrics are not measured in a sweep: " + base.metrics().stream()
                        .map(Metric::toString).collect(Collectors.joining(", ")));
    }

    /// What the sweep has come to, once some trials have ended.
    public Sweep with(String metricName, List<Trial> trials) {
        return new Sweep(base.name(), base.seed(), seeds, metricName, grid,
                Outlook.of(points.stream().map(p -> p.plan().network()).toList()), trials);
    }
}

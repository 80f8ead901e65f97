package plumb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import plumb.math.Interval;
import plumb.sweep.Axis;
import plumb.sweep.Grid;
import plumb.sweep.Point;
import plumb.sweep.Sweep;
import plumb.sweep.Trial;
import plumb.text.InputError;

/// What a sweep keeps in its run folder: `sweep.json`, what it is to train; `sweep.csv`, the trials
/// that have ended; `result.json`, what they came to.
///
/// The experiment of each point stands in `sweep.json` as it was understood at first, so a sweep that
/// goes on trains the same, from whichever folder and with whichever defaults.
public final class SweepFolder {
    static final String PLAN = "sweep.json";
    private static final int SCHEMA_VERSION = 1;

    private SweepFolder() {}

    /// Whether a folder is that of a sweep.
    public static boolean isOne(Path run) {
        return Files.isRegularFile(run.resolve(PLAN));
    }

    /// Whether all trials of a sweep have ended.
    static boolean ended(Path run) {
        Path result = run.resolve(ResultJson.NAME);
        if (!Files.exists(result)) return false;
        JsonObject json = JsonObject.read(result);
        return json.whole("ended") == json.whole("planned");
    }

    /// Begins the folder of a sweep, of which no trial has ended.
    public static void begin(RunFolder folder, SweepPlan plan, Sweep sweep) {
        folder.write(plan.base());
        folder.writeJson(PLAN, json -> json.member("metricName", sweep.metricName())
                .member("seeds", plan.seeds())
                .objects("grid", plan.grid().axes(), SweepFolder::axis)
                .texts("points",
                        plan.points().stream().map(e -> e.toYaml(folder.path())).toList()));
        write(folder, sweep);
    }

    /// What the sweep of a folder is to train.
    ///
    /// @throws InputError naming the file and what is wrong in it
    public static SweepPlan plan(Path run) {
        JsonObject json = json(run);
        Grid grid = grid(json);
        String name = run.resolve(PLAN).toString();
        List<Experiment> points = json.texts("points").stream()
                .map(text -> Experiment.parse(text, name, folder(run), List.of())).toList();
        if (points.size() != grid.size()) throw json.wrong("points", grid.size() + " texts");
        return new SweepPlan(Experiment.read(run.resolve("experiment.yaml"), List.of()), grid,
                json.count("seeds"), points);
    }

    /// What the sweep of a folder has come to.
    ///
    /// @throws InputError naming the file and what is wrong in it
    public static Sweep sweep(Path run, SweepPlan plan) {
        return plan.with(json(run).text("metricName"),
                SweepTable.read(run.resolve(SweepTable.NAME), plan.grid()));
    }

    private static JsonObject json(Path run) {
        if (!isOne(run)) {
            RunFolder.requireRun(run);
            throw new InputError(run + ": has no " + PLAN + ": it is no folder of a sweep");
        }
        return JsonObject.read(run.resolve(PLAN));
    }

    private static Path folder(Path run) {
        return run.toAbsolutePath().normalize();
    }

    private static Grid grid(JsonObject json) {
        return new Grid(json.objects("grid").stream()
                .map(axis -> new Axis(axis.text("key"), axis.texts("values"))).toList());
    }

    private static void axis(Json json, Axis axis) {
        json.member("key", axis.key()).texts("values", axis.values());
    }

    /// Writes the table of the trials that have ended, by point and seed.
    public static void write(RunFolder folder, Sweep sweep) {
        folder.write(SweepTable.NAME, SweepTable.text(sweep));
    }

    /// Keeps a trial that has just ended, at the end of the table.
    public static void keep(RunFolder folder, Grid grid, Trial trial) {
        folder.append(SweepTable.NAME, SweepTable.line(grid, trial));
    }

    /// Writes `result.json`.
    public static void writeResult(RunFolder folder, Sweep sweep) {
        folder.writeJson(ResultJson.NAME, members(sweep));
    }

    /// The text of `result.json`.
    public static String result(Sweep sweep) {
        return Json.text(members(sweep));
    }

    /// The members of `result.json`.
    public static Consumer<Json> members(Sweep sweep) {
        return json -> json.member("schemaVersion", SCHEMA_VERSION).member("verb", "sweep")
                .member("name", sweep.name()).member("seed", sweep.seed())
                .member("seeds", sweep.seeds()).member("metricName", sweep.metricName())
                .member("planned", sweep.planned()).member("ended", sweep.trials().size())
                .member("trained", sweep.trained()).member("diverged", sweep.diverged())
                .objects("grid", sweep.grid().axes(), SweepFolder::axis)
                .objects("points", sweep.points(), SweepFolder::point)
                .objects("trials", sweep.trials(), SweepFolder::trial);
    }

    private static void point(Json json, Point point) {
        json.texts("values", point.values()).member("ended", point.trials().size())
                .member("trained", point.trained()).member("diverged", point.diverged());
        interval(json, "gradientDecades", point.gradientDecades());
        interval(json, "validationMetric", point.metric());
        point.theory().ifPresent(theory -> json.object("theory",
                o -> o.member("layers", theory.layers())
                        .member("trainableDepth", theory.trainable())
                        .member("trains", theory.trains())));
    }

    private static void interval(Json json, String name, Interval interval) {
        if (Double.isNaN(interval.mean())) return;
        json.object(name, o -> {
            o.member("mean", interval.mean());
            if (Double.isFinite(interval.half())) {
                o.member("low", interval.low()).member("high", interval.high());
            }
        });
    }

    /// Writes the members of a trial into an object.
    public static void trial(Json json, Trial trial) {
        json.member("point", trial.point()).member("seed", trial.seed())
                .member("stepsTaken", trial.steps()).member("diverged", trial.diverged())
                .member("trained", trial.trained());
        present(json, "gradientDecades", trial.gradientDecades());
        present(json, "validationLoss", trial.loss());
        present(json, "validationMetric", trial.metric());
        present(json, "bestLoss", trial.bestLoss());
        present(json, "bestMetric", trial.bestMetric());
        present(json, "trivialMetric", trial.trivialMetric());
        present(json, "yardstickMetric", trial.yardstickMetric());
    }

    private static void present(Json json, String name, double value) {
        if (!Double.isNaN(value)) json.member(name, value);
    }
}

package plumb.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumb.files.DataDigests;
import plumb.files.RunFolder;
import plumb.files.SweepFolder;
import plumb.files.SweepPlan;
import plumb.math.Kernels;
import plumb.sweep.Job;
import plumb.sweep.Sweep;
import plumb.sweep.SweepText;
import plumb.sweep.Trial;
import plumb.sweep.Trials;

/// One run of a sweep: the trials that are left, what is shown of them, and the folder that keeps each
/// as it ends. It can be interrupted at every step, and goes on later with those that are left.
final class SweepRun implements AutoCloseable {
    private static final String REPORT = "report.html";

    private final Console console;
    private final Sweep begun;
    private final List<Job> jobs;
    private final Trials.Room room;
    private final List<String> remarks;
    private final RunFolder folder;
    private final Interruption interruption;
    private final List<Trial> ended;

    private SweepRun(Console console, Sweep begun, List<Job> jobs, Trials.Room room,
            List<String> remarks, RunFolder folder) {
        this.console = console;
        this.begun = begun;
        this.ended = new ArrayList<>(begun.trials());
        this.jobs = jobs;
        this.room = room;
        this.remarks = remarks;
        this.folder = folder;
        this.interruption = new Interruption(console, folder.path(),
                Optional.of(Run.goesOn("sweep", folder.path())));
    }

    /// Checks every point before a file is written, then begins the run folder.
    ///
    /// @param wanted the most trials at a time
    static SweepRun begin(Console console, SweepPlan plan, OutputFlags output, int wanted) {
        Set<String> remarks = remarks(plan);
        DataDigests data = DataDigests.of(plan.dataFiles());
        List<Job> jobs = plan.jobs(List.of(), data, remarks::add);
        Job.Fit fit = plan.requireFit(jobs);
        Sweep sweep = plan.with(fit.metricName(), List.of());
        @Nullable
        RunFolder folder = null;
        try {
            folder = output.out().map(out -> RunFolder.at(out, 0))
                    .orElseGet(() -> RunFolder.named(plan.base().name(), 0));
            SweepFolder.begin(folder, plan, sweep);
            RunRecord.write(folder, plan, data);
            return new SweepRun(console, sweep, jobs, Trials.room(wanted, fit),
                    List.copyOf(remarks), folder);
        } catch (RuntimeException e) {
            if (folder != null) folder.discard();
            throw e;
        }
    }

    /// Goes on with the sweep of a folder.
    static SweepRun again(Console console, Path run, int wanted) {
        RunFolder folder = RunFolder.resume(run, 0);
        try {
            SweepPlan plan = SweepFolder.plan(folder.path());
            Sweep sweep = SweepFolder.sweep(folder.path(), plan);
            Set<String> remarks = remarks(plan);
            DataDigests data = sweep.trials().size() < sweep.planned()
                    ? RunRecord.sameData(folder.path(), plan.dataFiles())
                    : DataDigests.of(List.of());
            List<Job> jobs = plan.jobs(sweep.trials(), data, remarks::add);
            Job.Fit fit = plan.requireFit(jobs);
            SweepFolder.write(folder, sweep);
            return new SweepRun(console, sweep, jobs, Trials.room(wanted, fit),
                    List.copyOf(remarks), folder);
        } catch (RuntimeException e) {
            folder.leave();
            throw e;
        }
    }

    /// What is told of the plan, and a place for what is told of the data while the points are checked;
    /// each line once, in order.
    private static Set<String> remarks(SweepPlan plan) {
        return Collections.synchronizedSet(new LinkedHashSet<>(plan.remarks()));
    }

    /// Runs the trials that are left, and tells what they came to.
    int run() {
        announce();
        try (var trials = new Trials(jobs, room);
                var progress = new SweepProgress(console, trials, sweep())) {
            while (!interrupted()) {
                Optional<Trial> next = trials.next();
                if (next.isEmpty()) break;
                SweepFolder.keep(folder, begun.grid(), next.get());
                ended.add(next.get());
                progress.ended(next.get());
            }
        }
        boolean interrupted = interrupted();
        finish();
        return interrupted ? ExitCode.INTERRUPTED : ExitCode.FINE;
    }

    private Sweep sweep() {
        return begun.with(ended);
    }

    private void announce() {
        Sweep sweep = sweep();
        Kernels.warning().ifPresent(console::remark);
        remarks.forEach(console::remark);
        console.event("start", json -> json.member("verb", "sweep").member("name", sweep.name())
                .member("seed", sweep.seed()).member("seeds", sweep.seeds())
                .member("run", folder.path().toString()).member("points", sweep.grid().size())
                .member("planned", sweep.planned()).member("ended", sweep.trials().size())
                .member("atOnce", room.trials()));
        console.remark(sweep.name() + ": " + sweep.grid().size() + " points, " + sweep.planned()
                + " trials, " + room.trials() + " at a time"
                + (sweep.trials().isEmpty() ? "" : "; " + sweep.trials().size() + " have ended"));
    }

    private void finish() {
        Sweep sweep = sweep();
        var files = new LastFiles();
        files.write(() -> SweepFolder.write(folder, sweep));
        files.write(() -> SweepFolder.writeResult(folder, sweep));
        files.write(() -> folder.write(REPORT, SweepReport.html(sweep)));
        console.result(SweepText.of(sweep) + (files.written()
                ? "\nreport: " + Run.shown(folder.path().resolve(REPORT)) + "\n"
                : ""));
        if (sweep.trials().size() < sweep.planned()) {
            console.remark("plumb: interrupted after " + sweep.trials().size() + " of "
                    + sweep.planned() + " trials; " + Run.goesOn("sweep", folder.path()));
        }
        console.event("result", json -> {
            SweepFolder.members(sweep).accept(json);
            json.member("run", folder.path().toString());
        });
        files.requireWritten();
    }

    private boolean interrupted() {
        return interruption.requested() || !console.heard();
    }

    @Override
    public void close() {
        folder.close();
        interruption.close();
    }
}

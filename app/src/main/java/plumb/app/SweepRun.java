package plumb.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final SweepPlan plan;
    private final List<Job> jobs;
    private final int atOnce;
    private final List<String> remarks;
    private final RunFolder folder;
    private final Interruption interruption;
    private Sweep sweep;

    private SweepRun(Console console, SweepPlan plan, Sweep sweep, List<Job> jobs, int atOnce,
            List<String> remarks, RunFolder folder) {
        this.console = console;
        this.plan = plan;
        this.sweep = sweep;
        this.jobs = jobs;
        this.atOnce = atOnce;
        this.remarks = remarks;
        this.folder = folder;
        this.interruption = new Interruption(console, folder.path(),
                Optional.of(Run.goesOn("sweep", folder.path())));
    }

    /// Checks every point before a file is written, then begins the run folder.
    ///
    /// @param wanted the most trials at a time
    static SweepRun begin(Console console, SweepPlan plan, OutputFlags output, int wanted) {
        Set<String> remarks = remarks();
        List<Job> jobs = plan.jobs(List.of(), remarks::add);
        Job.Fit fit = plan.requireFit(jobs);
        @Nullable
        RunFolder folder = null;
        try {
            folder = output.out().map(out -> RunFolder.at(out, 0))
                    .orElseGet(() -> RunFolder.named(plan.base().name(), 0));
            SweepFolder.begin(folder, plan, fit.metricName());
            RunRecord.write(folder, plan);
            return new SweepRun(console, plan, plan.with(fit.metricName(), List.of()), jobs,
                    Trials.atOnce(wanted, fit.bytes()), List.copyOf(remarks), folder);
        } catch (RuntimeException e) {
            if (folder != null) folder.discard();
            throw e;
        }
    }

    /// Goes on with the sweep of a folder.
    static SweepRun again(Console console, RunFolder folder, int wanted) {
        SweepPlan plan = SweepFolder.plan(folder.path());
        Sweep sweep = SweepFolder.sweep(folder.path(), plan);
        Set<String> remarks = remarks();
        List<Job> jobs = plan.jobs(sweep.trials(), remarks::add);
        if (!jobs.isEmpty()) RunRecord.requireSameData(folder.path(), plan);
        Job.Fit fit = plan.requireFit(jobs);
        return new SweepRun(console, plan, sweep, jobs, Trials.atOnce(wanted, fit.bytes()),
                List.copyOf(remarks), folder);
    }

    /// A place for what is told of the data while the points are checked; each line once, in order.
    private static Set<String> remarks() {
        return Collections.synchronizedSet(new LinkedHashSet<>());
    }

    /// Runs the trials that are left, and tells what they came to.
    int run() {
        announce();
        try (var trials = new Trials(jobs, atOnce);
                var progress = new SweepProgress(console, trials, sweep.trials().size(),
                        sweep.planned())) {
            while (!interrupted()) {
                Optional<Trial> ended = trials.next();
                if (ended.isEmpty()) break;
                keep(ended.get());
                progress.ended(ended.get(), sweep);
            }
        }
        boolean interrupted = interrupted();
        finish();
        return interrupted ? ExitCode.INTERRUPTED : ExitCode.FINE;
    }

    private void announce() {
        Kernels.warning().ifPresent(console::remark);
        remarks.forEach(console::remark);
        console.event("start", json -> json.member("verb", "sweep").member("name", sweep.name())
                .member("seed", sweep.seed()).member("seeds", sweep.seeds())
                .member("run", folder.path().toString()).member("points", sweep.grid().size())
                .member("planned", sweep.planned()).member("ended", sweep.trials().size())
                .member("atOnce", atOnce));
        console.remark(sweep.name() + ": " + sweep.grid().size() + " points, " + sweep.planned()
                + " trials, " + atOnce + " at a time"
                + (sweep.trials().isEmpty() ? "" : "; " + sweep.trials().size() + " have ended"));
    }

    private void keep(Trial trial) {
        var trials = new ArrayList<>(sweep.trials());
        trials.add(trial);
        sweep = plan.with(sweep.metricName(), trials);
        SweepFolder.keep(folder, sweep);
    }

    private void finish() {
        var files = new LastFiles();
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

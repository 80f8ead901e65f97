package plumb.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Reference;
import plumb.diagnose.Verdict;
import plumb.files.Experiment;
import plumb.files.Model;
import plumb.files.Prepared;
import plumb.files.ResultJson;
import plumb.files.RunFolder;
import plumb.gauge.History;
import plumb.math.Kernels;
import plumb.remedy.Guard;
import plumb.remedy.Rescue;
import plumb.report.Report;
import plumb.report.ReportText;
import plumb.train.Memory;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// One run of a verb that trains: the training, what was measured, what is shown of it, and the
/// folder that keeps it. It can be interrupted at every step.
final class Run implements AutoCloseable {
    /// The verb whose runs can be resumed.
    static final String TRAIN = "train";

    private static final String REPORT = "report.html";

    private final String verb;
    private final Console console;
    private final Experiment experiment;
    private final Prepared prepared;
    private final RunFolder folder;
    private final Optional<Guard> guard;
    private final Optional<String> goesOn;
    private final Interruption interruption;
    private Training training;
    private History history;
    private Progress progress;
    private Optional<Journal> journal;
    private final LastFiles files = new LastFiles();
    private double seconds;

    private Run(String verb, Console console, Experiment experiment, Prepared prepared,
            Training training, History history, RunFolder folder, boolean guarded) {
        this.verb = verb;
        this.console = console;
        this.experiment = experiment;
        this.prepared = prepared;
        this.training = training;
        this.folder = folder;
        this.history = history;
        this.journal = verb.equals(TRAIN)
                ? Optional.of(new Journal(console, folder, training, history, prepared,
                        experiment.seed(), !guarded))
                : Optional.empty();
        this.guard = guarded
                ? Optional.of(new Guard(training, history, this::stage))
                : Optional.empty();
        this.goesOn = verb.equals(TRAIN) && !guarded
                ? Optional.of(goesOn(verb, folder.path()))
                : Optional.empty();
        this.interruption = new Interruption(console, folder.path(), goesOn);
        this.progress = new Progress(console, training, metricName());
    }

    /// Checks everything that can be wrong before a file is written, then begins the run folder.
    static Run begin(String verb, Console console, Experiment experiment, Prepared prepared,
            Settings settings, Optional<Path> out) {
        return begin(verb, console, experiment, prepared, settings, out, false);
    }

    /// The same for a training that is repaired where it fails.
    static Run guarded(Console console, Experiment experiment, Prepared prepared,
            Settings settings, Optional<Path> out) {
        return begin(TRAIN, console, experiment, prepared, settings, out, true);
    }

    private static Run begin(String verb, Console console, Experiment experiment,
            Prepared prepared, Settings settings, Optional<Path> out, boolean guarded) {
        var training = new Training(experiment.plan(), prepared.data(), settings);
        @Nullable
        RunFolder folder = null;
        try {
            requireMemory(verb, training, guarded);
            long bytes = bytes(verb, training);
            folder = out.map(o -> RunFolder.at(o, bytes))
                    .orElseGet(() -> RunFolder.named(experiment.name(), bytes));
            folder.write(experiment);
            RunRecord.write(folder, verb, experiment, prepared.digests(), training, settings,
                    guarded);
            return new Run(verb, console, experiment, prepared, training, new History(), folder,
                    guarded);
        } catch (RuntimeException e) {
            training.close();
            if (folder != null) folder.discard();
            throw e;
        }
    }

    /// The most bytes that the run is about to write. The model of a repaired network is written beside
    /// the one whose name it takes.
    private static long bytes(String verb, Training training) {
        return Model.bytes(training.network())
                + (verb.equals(TRAIN)
                        ? Journal.bytes(training)
                        : Model.bytes(training.network()));
    }

    /// Requires the memory that a run takes beside its training.
    private static void requireMemory(String verb, Training training, boolean guarded) {
        double best = verb.equals(TRAIN) ? Model.bytes(training.network()) : 0;
        Memory.requireBeside(training,
                best + History.bytes(training) + (guarded ? Guard.bytes(training) : 0),
                "to keep what is measured");
    }

    /// Goes on with a run of `train` that was cut short, as it began.
    static Run resume(Console console, Path path) {
        RunFolder folder = RunFolder.resume(path, 0);
        @Nullable
        Training training = null;
        try {
            Experiment experiment = RunFolder.experiment(path);
            Settings settings = RunRecord.settings(path, experiment);
            Prepared prepared = experiment
                    .prepare(RunRecord.sameData(path, experiment.dataFiles()));
            training = new Training(experiment.plan(), prepared.data(), settings);
            requireMemory(TRAIN, training, false);
            folder.requireRoom(bytes(TRAIN, training));
            var history = new History();
            Journal.putBack(console, folder, training, history);
            return new Run(TRAIN, console, experiment, prepared, training, history, folder, false);
        } catch (RuntimeException e) {
            if (training != null) training.close();
            folder.leave();
            throw e;
        }
    }

    /// Trains to the end, or until the user interrupts it, but one step at least, and writes the model.
    void train() {
        announce();
        journal.ifPresent(Journal::begin);
        long began = System.nanoTime();
        while (training.hasNext() && !(training.steps() > 0 && interrupted())) {
            Step step = training.next();
            history.add(step);
            progress.step(step, history);
            if (journal.isPresent()) journal.get().step(step);
            if (guard.isPresent() && look(guard.get(), step)) began = System.nanoTime();
        }
        journal.ifPresent(Journal::end);
        journal.ifPresent(Journal::close);
        seconds = Math.max(1e-9, (System.nanoTime() - began) / 1e9);
        training.measuringShare().ifPresent(share -> console.remark(
                String.format(Locale.ROOT, "measuring took %.1f %% of the time of the steps",
                        100 * share)));
        if (!training.hasNext()) {
            training.lowestEpoch().ifPresent(epoch -> console.remark("kept the weights of epoch "
                    + epoch + " of " + history.epochs() + ", the lowest validation loss"));
        }
        write(() -> folder.write(Model.of(training, prepared.columns(), experiment.seed())));
    }

    /// Looks whether training fails, and goes on with what takes its place.
    ///
    /// @return whether another training goes on
    private boolean look(Guard watching, Step step) {
        long before = watching.kept();
        Optional<Rescue> rescue = watching.look(step);
        if (rescue.isEmpty()) {
            if (watching.kept() > before) journal.ifPresent(Journal::remember);
            return false;
        }
        progress.close();
        boolean changed = rescue.get().changed();
        if (changed) {
            training = watching.training();
            history = watching.history();
            journal = journal.map(one -> one.goOn(training, history));
            write(() -> folder.write(Mending.REPAIRED, repaired().toYaml(folder.path())));
        }
        journal.ifPresent(one -> one.note(rescue.get().step(), rescue.get().toString()));
        progress = new Progress(console, training, metricName());
        console.event("rescue", json -> ResultJson.rescue(json, rescue.get()));
        console.warning("plumb: " + rescue.get());
        if (changed) {
            console.warning("plumb: that is not proved; plumb repair "
                    + shown(folder.path().resolve("experiment.yaml")) + " proves a change");
        }
        return changed;
    }

    private void stage(String words) {
        progress.stage(words);
    }

    /// The experiment that is trained by now.
    private Experiment repaired() {
        return experiment.withPlan(training.plan());
    }

    /// In what it differs from that of the run folder; nothing where no change was made.
    List<String> changed() {
        if (guard.stream().flatMap(one -> one.rescues().stream()).noneMatch(Rescue::changed)) {
            return List.of();
        }
        Path path = folder.path();
        return Stream.concat(Stream.of(""), Difference.of("experiment.yaml",
                experiment.toYaml(path), Mending.REPAIRED, repaired().toYaml(path)).stream())
                .toList();
    }

    /// Writes one of the last files of the run; that it cannot be written is told behind all else.
    void write(Runnable file) {
        files.write(file);
    }

    private void announce() {
        Kernels.warning().ifPresent(console::remark);
        prepared.remarks().forEach(console::remark);
        var data = prepared.data();
        console.event("start", json -> json.member("verb", verb).member("name", experiment.name())
                .member("seed", experiment.seed()).member("run", folder.path().toString())
                .member("steps", training.length())
                .member("resumedBehind", training.resumedBehind())
                .member("epochs", progress.epochs())
                .member("parameters", training.network().parameters().length)
                .member("trainRows", data.train().length)
                .member("validationRows", data.heldOut() ? data.validation().length : 0)
                .member("testRows", data.test().length).member("workers", training.workers()));
        console.remark(experiment.name() + ": " + training.network().parameters().length
                + " parameters, " + data.train().length + " rows to train on, "
                + (data.heldOut()
                        ? data.validation().length + " to validate"
                        : "validated on the same")
                + ", " + training.length() + " steps");
        if (verb.equals(TRAIN)) {
            console.remark("plumb serve " + shown(folder.path()) + " shows it in a browser");
        }
        if (experiment.plan().batch() > data.train().length) {
            console.remark("the batch of " + experiment.plan().batch() + " rows is all "
                    + data.train().length + " training rows");
        }
    }

    /// Diagnoses what was measured; the yardstick is trained for as many steps if it is wanted, or if
    /// there is something that only it can judge. Once interrupted, nothing more is trained, and what
    /// shows no error is not called healthy.
    Diagnosis diagnose(boolean yardstick) {
        Plan plan = training.plan();
        var data = prepared.data();
        Reference reference = Reference.trivial(plan, data);
        if (!interrupted() && (yardstick || Diagnosis.needsYardstick(history, plan, data))) {
            progress.stage("training the yardstick for comparison");
            Reference full = Reference.of(history, plan, data, experiment.seed(),
                    training.length());
            if (!interrupted()) reference = full;
        }
        Diagnosis diagnosis = Diagnosis.of(history, plan, data, reference);
        return interrupted() && diagnosis.verdict() == Verdict.HEALTHY
                ? new Diagnosis(Verdict.UNCLEAR, diagnosis.findings(), reference)
                : diagnosis;
    }

    /// The report of the training and its diagnosis.
    Report report(Diagnosis diagnosis) {
        return Report.of(verb, experiment.name(), experiment.seed(), training, history, diagnosis,
                seconds).with(guard.map(Guard::rescues).orElse(List.of()));
    }

    /// Tells what was done behind the end.
    void tell(String line) {
        console.result("\n" + line + "\n");
    }

    /// Writes the report in all its forms and tells it.
    ///
    /// @throws InputError if a file at the end of the run could not be written
    void finish(Report whole, List<String> more) {
        progress.close();
        Report report = interrupted() ? whole.cutShort() : whole;
        // Drawn before the result is there, so that a run which has one is hardly ever without its page.
        String page = HtmlReport.of(report);
        write(() -> ResultJson.write(folder.path().resolve(ResultJson.NAME), report));
        write(() -> folder.write(REPORT, page));
        report.findings().forEach(
                f -> console.event("finding", json -> ResultJson.finding(json, f)));
        var text = new StringBuilder(ReportText.of(report));
        more.forEach(line -> text.append(line).append('\n'));
        if (files.written()) {
            text.append('\n').append("report: ").append(shown(folder.path().resolve(REPORT)))
                    .append('\n');
        }
        console.result(text.toString());
        if (interrupted()) {
            console.remark("plumb: interrupted"
                    + (training.hasNext()
                            ? " at step " + history.steps() + " of " + training.length()
                            : "")
                    + "; what there is stands in " + shown(folder.path())
                    + goesOn.map(how -> ", and " + how).orElse(""));
        }
        console.event("result", json -> {
            ResultJson.members(json, report);
            json.member("run", folder.path().toString());
        });
        files.requireWritten();
    }

    /// How a run that was cut short is taken up again.
    static String goesOn(String verb, Path run) {
        return "plumb " + verb + " --resume " + shown(run) + " goes on";
    }

    /// A path as the user would write it: relative where it is below the current folder.
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
    }

    /// Whether the run was asked to stop, or tells of itself and nobody listens.
    boolean interrupted() {
        return interruption.requested() || !console.heard();
    }

    private String metricName() {
        return training.encoding().metricName();
    }

    Console console() {
        return console;
    }

    Experiment experiment() {
        return experiment;
    }

    Prepared prepared() {
        return prepared;
    }

    RunFolder folder() {
        return folder;
    }

    Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        progress.close();
        training.close();
        guard.ifPresent(Guard::close);
        journal.ifPresent(Journal::close);
        folder.close();
        interruption.close();
    }
}

package plumb.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.files.Experiment;
import plumb.files.ExperimentEdit;
import plumb.files.Model;
import plumb.remedy.Repair;
import plumb.remedy.Search;
import plumb.report.Report;
import plumb.train.Encoding;
import plumb.train.Plan;
import plumb.train.Trained;

/// Trains, diagnoses, repairs and proves: what `repair` and `demo` share.
final class Mending {
    static final String REPAIRED = "repaired.yaml";

    private Mending() {}

    /// @param inPlace the experiment file to change, if it is to be changed
    static int run(Run run, RepairFlags flags, FailOn failOn, Optional<Path> inPlace) {
        run.train();
        Diagnosis diagnosis = run.diagnose(true);
        Report unrepaired = run.report(diagnosis);
        if (run.interrupted()) {
            run.finish(unrepaired, List.of());
            return ExitCode.INTERRUPTED;
        }
        long began = System.nanoTime();
        Repair repair = search(run, flags, diagnosis);
        double seconds = (System.nanoTime() - began) / 1e9;
        var more = new ArrayList<String>();
        List<String> diff = repair.adopted().map(better -> adopt(run, better, more))
                .orElse(List.of());
        Report report = unrepaired.with(repair, run.prepared().data(),
                repair.adopted().map(_ -> REPAIRED), diff, seconds);
        run.finish(report, more);
        // The user's own file is changed last: if it cannot be, the run has its results.
        repair.adopted().ifPresent(better -> inPlace.ifPresent(file -> run.tell(
                ExperimentEdit.inPlace(file, run.experiment().withPlan(better.plan())))));
        if (run.interrupted()) return ExitCode.INTERRUPTED;
        return switch (repair.outcome()) {
            case REPAIRED -> ExitCode.FINE;
            case NOT_REPAIRED -> ExitCode.SICK;
            case NOT_NEEDED, UNCLEAR -> failOn.exitCode(report.findings());
        };
    }

    private static Repair search(Run run, RepairFlags flags, Diagnosis diagnosis) {
        Search search = Repair.of(run.experiment().plan(), run.prepared().data(), diagnosis)
                .seed(run.experiment().seed()).pairs(flags.seeds()).budget(flags.budget())
                .stages(run.progress()::stage);
        Repair repair = search.search();
        // Trainings that were cut short prove nothing.
        return run.interrupted()
                ? new Repair(Repair.Outcome.UNCLEAR, Optional.empty(), repair.candidates(),
                        List.of(), Optional.empty(), repair.cost(), repair.spent())
                : repair;
    }

    /// @return in which lines the repaired experiment differs
    private static List<String> adopt(Run run, Repair.Better better, List<String> more) {
        Experiment before = run.experiment();
        Experiment after = before.withPlan(better.plan());
        Path folder = run.folder().path();
        run.write(() -> run.folder().write(REPAIRED, after.toYaml(folder)));
        run.write(() -> run.folder().write(repaired(run, better)));
        List<String> diff = Difference.of("experiment.yaml", before.toYaml(folder), REPAIRED,
                after.toYaml(folder));
        more.add("");
        more.addAll(diff);
        List<Finding> left = better.diagnosis().findings().stream()
                .filter(f -> f.severity() == Severity.ERROR).toList();
        if (!left.isEmpty()) more.add("\nbetter, but not yet well:");
        left.forEach(finding -> more.add("  " + finding));
        return diff;
    }

    /// The network that the search trained on the seed of the experiment.
    private static Model repaired(Run run, Repair.Better better) {
        Plan plan = better.plan();
        Dataset data = run.prepared().data();
        var network = better.history().network();
        var scaling = data.scaling(plan.scale());
        var encoding = new Encoding(data, network.outputs(), plan);
        return new Model(new Trained(network, plan.loss(), scaling, encoding.scaling(),
                encoding.classWeights(), run.experiment().metrics()), run.prepared().columns(),
                run.experiment().seed());
    }
}

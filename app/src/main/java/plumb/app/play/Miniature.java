package plumb.app.play;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.files.Json;
import plumb.gauge.History;
import plumb.remedy.Remedy;
import plumb.remedy.Repair;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

/// Plumb's own diagnosis and repair on a network of the playground, told line by line.
final class Miniature {
    /// So many trainings at most, of a network that is small and trained shortly.
    private static final double BUDGET = 25;

    private Miniature() {}

    /// Repairs one network of a setup.
    ///
    /// @param lines each a JSON object: what is done next as `stage`, and the result at the end
    static void repair(Setup setup, Stack stack, Consumer<String> lines) {
        Plan plan = setup.plan(stack);
        Dataset data = setup.dataset();
        stage(lines, "training the network to its end, and diagnosing it");
        var history = new History();
        try (var training = new Training(plan, data, Settings.seed(setup.seed()).workers(1))) {
            for (Step step : training) history.add(step);
        }
        Diagnosis diagnosis = Diagnosis.of(history, plan, data);
        Repair repair = Repair.of(plan, data, diagnosis).seed(setup.seed()).budget(BUDGET)
                .stages(words -> stage(lines, words)).search();
        lines.accept(Json.line(json -> result(json, setup, stack, history, diagnosis, repair)));
    }

    private static void stage(Consumer<String> lines, String words) {
        lines.accept(Json.line(json -> json.member("stage", words)));
    }

    private static void result(Json json, Setup setup, Stack stack, History history,
            Diagnosis diagnosis, Repair repair) {
        json.member("outcome", repair.outcome().toString())
                .member("sentence", sentence(repair))
                .object("before", out -> outcome(out, history, diagnosis))
                .texts("change", repair.change());
        repair.proof().ifPresent(proof -> json.numbers("unrepaired", array(proof.baseline()))
                .numbers("repaired", array(proof.repaired())));
        repair.adopted().ifPresent(better -> json
                .object("after", out -> outcome(out, better.history(), better.diagnosis()))
                .member("query", repaired(setup, stack, better).query()));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(n -> n).toArray();
    }

    private static void outcome(Json json, History history, Diagnosis diagnosis) {
        history.validation().ifPresent(score -> json.member("accuracy", score.metric()));
        Frame.diagnosis(json, diagnosis);
    }

    /// The network beside the repaired one.
    private static Setup repaired(Setup setup, Stack stack, Repair.Better better) {
        Stack changed = stack;
        for (Remedy remedy : better.remedies()) changed = changed.with(remedy, setup.steps());
        return setup.first(stack).second(Optional.of(changed));
    }

    private static String sentence(Repair repair) {
        String cost = String.format(Locale.ROOT,
                "The search took the steps of %.1f trainings, the proof those of %.1f.",
                repair.cost().search(), repair.cost().proof());
        return switch (repair.outcome()) {
            case REPAIRED -> "Repaired, and proved on seeds that were not searched on. " + cost;
            case NOT_NEEDED -> "It learns: there is nothing to repair.";
            case NOT_REPAIRED -> "Nothing that was tried is proved to help. " + cost;
            case UNCLEAR -> "One small network does not learn this data in so many steps either, so"
                    + " it is not clear that this one is sick.";
        };
    }
}

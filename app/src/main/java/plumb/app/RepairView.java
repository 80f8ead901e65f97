package plumb.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.remedy.Repair;
import plumb.report.Report;

/// What a repair came to, as a report shows it.
public record RepairView(Report.Repaired repair, String words, Optional<Figure> seeds,
        Table numbers, Table candidates) {
    static RepairView of(String metric, Report.Repaired repair) {
        return new RepairView(repair, words(repair), repair.proof().map(p -> {
            var chart = new SeedChart(metric, p);
            String sentence = "Pairs of trainings on seeds never used before, "
                    + Figures.name(metric) + " on the validation rows: mean gain "
                    + Figures.gain(metric, p.mean()) + ".";
            return new Figure(chart.svg(sentence), sentence, chart.table());
        }), numbers(metric, repair), candidates(metric, repair));
    }

    private static String words(Report.Repaired repair) {
        return switch (repair.outcome()) {
            case REPAIRED -> "This change was proved to help.";
            case NOT_NEEDED -> "Nothing needs repair, so nothing was tried.";
            case NOT_REPAIRED -> (repair.spent()
                    ? "The budget of trainings was spent; --budget allows more. "
                    : "")
                    + (repair.proof().isPresent()
                            ? "No change was proved to help. The last one put to the proof:"
                            : "No change was put to the proof.");
            case UNCLEAR ->
                "There is nothing to judge a repair by, so none was looked for.";
        };
    }

    private static Table numbers(String metric, Report.Repaired repair) {
        var rows = new ArrayList<List<String>>();
        repair.proof().ifPresent(p -> {
            rows.add(List.of("unrepaired, with the seed of the experiment", p.seeds()));
            rows.add(List.of("mean gain", Figures.gain(metric, p.mean())));
            rows.add(List.of("95 % interval (paired t)",
                    Figures.gain(metric, p.low()).replace(" points", "")
                            + " to "
                            + Figures.gain(metric, p.high())));
            rows.add(List.of("worst repaired − best unrepaired",
                    Figures.gain(metric, p.worstBest())));
            rows.add(List.of("p (exact permutation test)", Figures.number(p.p())));
        });
        Repair.Cost cost = repair.cost();
        rows.add(List.of("cost of the search, in trainings", Figures.number(cost.search())));
        rows.add(List.of("cost of the proof, in trainings", Figures.number(cost.proof())));
        rows.add(List.of("rest of the training of the repaired network, in trainings",
                Figures.number(cost.finish())));
        return new Table("Proof and cost", 1, List.of("quantity", "value"), rows);
    }

    private static Table candidates(String metric, Report.Repaired repair) {
        return new Table("Candidates tried", 1,
                List.of("change", Figures.name(metric), "of a training"),
                repair.candidates().stream()
                        .map(c -> List.of(String.join(" and ", c.change()),
                                Figures.metric(metric, c.metric()),
                                Figures.share(c.trained())))
                        .toList());
    }
}

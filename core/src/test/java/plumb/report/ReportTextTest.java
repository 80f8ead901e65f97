package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.data.Target;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Verdict;
import plumb.gauge.History;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

class ReportTextTest {
    /// A deep sigmoid network after some steps, judged sick by the yardstick.
    private static Report report(int layers, long steps) {
        Plan plan = Plan.of("dense(6, sigmoid) x " + layers + "; dense(1, sigmoid)",
                "binary-cross-entropy", "adam(0.01)").length(new Length.Steps(steps));
        Dataset data = Generator.of("circles(400, noise=0.1, factor=0.5)").generate(1).split(0.2,
                1);
        var training = new Training(plan, data, Settings.seed(1).workers(1));
        var history = new History();
        for (Step step : training) history.add(step);
        return Report.of("train", "deep", 1, training, history, Diagnosis.of(history, plan, data),
                1.5);
    }

    private static Report repaired(Report report) {
        var proof = new Proof(List.of(0.5, 0.5, 0.5), List.of(0.98, 0.99, 0.97), List.of(), 1);
        return new Report(report.verb(), report.name(), report.seed(), report.verdict(),
                report.findings(), report.training(), report.metricName(), report.validation(),
                report.best(), report.test(), report.yardstick(), report.trivial(),
                report.layers(), report.course(),
                Optional.of(new Report.Repaired(Repair.Outcome.REPAIRED,
                        Optional.of("repaired.yaml"), List.of("activation: sigmoid → relu"),
                        List.of("-  - dense(6, sigmoid)", "+  - dense(6, relu)"),
                        Optional.of(proof), List.of(), new Repair.Cost(4.5, 6, 0.6), false,
                        report.layers(), report.course(),
                        12)),
                List.of(), true);
    }

    @Test
    void what_nobody_learns_is_told_as_that() {
        Plan plan = Plan.of("dense(6, tanh); dense(1, sigmoid)", "binary-cross-entropy",
                "adam(0.001)").epochs(10);
        Dataset noise = Generator.of("circles(400, noise=50)").generate(1).split(0.2, 1);
        var training = new Training(plan, noise, Settings.seed(1).workers(1));
        var history = new History();
        for (Step step : training) history.add(step);
        Report report = Report.of("train", "noise", 1, training, history,
                Diagnosis.of(history, plan, noise), 1.5);
        assertThat(report.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(ReportText.of(report)).contains("Neither the network nor the yardstick learns");
        assertThat(ReportMarkdown.of(report, List.of("A sentence."), List.of()))
                .contains("\nA sentence.\n");
    }

    /// Of a single validation row.
    @Test
    void a_metric_that_is_undefined_is_told_as_that() {
        Plan plan = Plan.of("dense(4, tanh); dense(1)", "mse", "adam(0.001)").epochs(3);
        Dataset five = Dataset.of(new float[] {1, 2, 3, 4, 5}, List.of("x"),
                new Target.Values(new float[] {2, 3.5f, 5, 7, 9}, 1)).split(0.2, 1);
        assertThat(five.validation()).hasSize(1);
        var training = new Training(plan, five, Settings.seed(1).workers(1));
        var history = new History();
        for (Step step : training) history.add(step);
        assertThat(Diagnosis.needsYardstick(history, plan, five)).isTrue();
        Report report = Report.of("train", "five", 1, training, history,
                Diagnosis.of(history, plan, five), 1.5);
        assertThat(report.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(ReportText.of(report)).contains("The metric is undefined",
                "validation             –", "trivial                –")
                .doesNotContain("Infinity", "NaN");
    }

    @Test
    void the_whole_of_a_repair_fits_a_screen() {
        Report report = repaired(report(7, 400));
        assertThat(report.verdict()).isEqualTo(Verdict.SICK);
        String text = ReportText.of(report);
        assertThat(text).startsWith("deep: sick · 400 steps, 40 epochs in 1.5 s · seed 1\n")
                .contains("error    vanishing-gradient", "error    not-learning",
                        "gradientDecades -", ", threshold -1.20)", "explains: not-learning",
                        "(expected -", "rms(δ) expect.", "expect.: rms(δ) by theory",
                        "\n1 dense(6, sigmoid, glorot-uniform) ", "\nyardstick ",
                        "repair: repaired by activation: sigmoid → relu", "sick on 2 of 4 seeds",
                        "  unrepaired     0.500   0.500   0.500",
                        "  repaired       0.980   0.990   0.970",
                        "worst repaired − best unrepaired +0.470, p = 0.050",
                        "search 4.5, proof 6.0, repaired network 0.6 trainings, 12 s",
                        "repaired.yaml");
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(45)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void the_bar_of_a_layer_shows_the_decades_of_its_gradient() {
        List<Integer> lengths = ReportText.of(report(6, 20)).lines()
                .filter(line -> line.matches("\\d dense.*"))
                .map(line -> line.length() - line.replaceAll("[█▉▊▋▌▍▎▏]+$", "").length())
                .toList();
        assertThat(lengths).hasSize(7).isSorted().last().isEqualTo(8);
        assertThat(lengths.getFirst()).isEqualTo(1);
    }

    @Test
    void the_middle_of_fifty_equal_layers_is_one_line() {
        String text = ReportText.of(report(50, 3));
        assertThat(text).containsPattern("\n4–47  ?… 44 more like them, rms\\(δ\\) \\S+ to \\S+\n")
                .contains("\n3 ", "\n48 ", "\n51 ");
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void markdown_has_every_layer_and_its_tables_are_whole() {
        List<String> lines = markdown(repaired(report(20, 3))).lines().toList();
        assertThat(lines).filteredOn(line -> line.matches("\\| \\d+ \\| `dense.*")).hasSize(42);
        IntStream.range(1, lines.size()).filter(i -> lines.get(i).startsWith("|")
                && lines.get(i - 1).startsWith("|"))
                .forEach(i -> assertThat(bars(lines.get(i))).as(lines.get(i))
                        .isEqualTo(bars(lines.get(i - 1))));
    }

    @Test
    void markdown_says_all_that_the_page_says() {
        String text = markdown(repaired(report(4, 60)));
        assertThat(text).contains("\nIt learns.\n", "### Repaired",
                "```diff\n-  - dense(6, sigmoid)\n",
                "rms(δ) of each layer over steps 1 to 60", "## Not measured",
                "- A score on test rows",
                "```\nplumb train x\n```", "| z |");
        assertThat(text).containsPattern("\n5 [▁▂▃▄▅▆▇█]{48}\n4 [▁▂▃▄▅▆▇█]{48}\n3 ");
        assertThat(markdown(report(200, 2))).contains("121 more, all in `result.json`")
                .hasSizeLessThan(65_536);
    }

    private static String markdown(Report report) {
        return ReportMarkdown.of(report, List.of("It learns."), List.of("plumb train x"));
    }

    private static long bars(String line) {
        return line.chars().filter(c -> c == '|').count();
    }
}

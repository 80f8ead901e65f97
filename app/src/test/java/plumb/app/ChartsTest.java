package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.gauge.Preactivations;
import plumb.gauge.TimeProfile;
import plumb.nn.Squashing;
import plumb.remedy.Proof;
import plumb.report.Course;
import plumb.report.LayerLine;

class ChartsTest {
    private static final double NONE = Double.NaN;

    private static LayerLine layer(int index, double delta, double weights, double slope) {
        var means = new LayerLine.Means(1, delta, 0.2, weights, slope, Double.NaN,
                Double.NaN, 1e-3, 0, 0, Optional.empty(), Optional.empty());
        return new LayerLine(String.valueOf(index), "dense(4, sigmoid)", means, means, 2 * delta);
    }

    @Test
    void a_profile_says_how_many_decades_are_lost_between_the_hidden_layers() {
        var layers = List.of(layer(1, 1e-6, 0, -1), layer(2, 1e-4, 0, -1),
                layer(3, 1e-3, NONE, NONE));
        var chart = ProfileChart.of(layers, "before");
        assertThat(chart.svg("")).contains("loses 2.00 decades", "class=\"bracket before\"");
        assertThat(chart.table(List.of("a", "b", "c")).rows().getFirst())
                .containsExactly("1", "a", "1.0e-06", "2.0e-06", "1.0e-06");
        assertThat(chart.svg("")).contains("class=\"line expected\"");
    }

    @Test
    void a_time_profile_says_how_many_decades_are_lost_between_the_time_steps() {
        var first = new TimeProfile(3, List.of(0.1, 0.5, 1.0), -1, 1);
        var last = new TimeProfile(3, List.of(1e-6, 0.0, Double.POSITIVE_INFINITY), NONE, NONE);
        var chart = new TimeChart(first, last, "before");
        assertThat(chart.svg("")).contains("loses 1.00 decades", "class=\"line before\"",
                "class=\"line late\"").doesNotContain("NaN", "Infinity");
        assertThat(chart.table().rows()).containsExactly(List.of("1", "0.10", "1.0e-06"),
                List.of("2", "0.50", "0"), List.of("3", "1.00", "∞"));
        assertThat(new TimeChart(last, last, "after").shows()).isTrue();
        var nothing = new TimeProfile(1, List.of(NONE), NONE, NONE);
        assertThat(new TimeChart(nothing, nothing, "after").shows()).isFalse();
    }

    @Test
    void a_profile_breaks_its_line_where_a_value_is_absent() {
        var chart = profile(1.0, 0.1, NONE, 0.1, 1.0, Double.POSITIVE_INFINITY, 3.0);
        assertThat(count(chart.svg(""), "[M]\\d")).isEqualTo(3);
    }

    @Test
    void a_profile_puts_zeros_into_a_lane_of_their_own() {
        String svg = profile(1.0, 0.0, 0.0).svg("");
        assertThat(count(svg, "class=\"cross before\"")).isEqualTo(2);
        assertThat(svg).contains(">0</text>");
        assertThat(profile(NONE, NONE).shows()).isFalse();
    }

    @Test
    void a_profile_compares_networks_of_different_depth() {
        var before = List.of(layer(1, 1, 0, 0), layer(2, 1, 0, 0), layer(3, 1, 0, 0));
        var after = List.of(layer(1, 1, 0, 0), layer(2, 1, 0, 0), layer(3, 1, 0, 0),
                layer(4, 1, 0, 0));
        var chart = ProfileChart.of(before, after);
        assertThat(chart.table(List.of("a", "b", "c")).rows()).hasSize(4)
                .last().isEqualTo(List.of("4", "", "–", "1.00", "–", "2.00"));
    }

    @Test
    void a_ledger_stacks_like_signs_and_opposes_unlike_ones() {
        var chart = new LedgerChart(List.of(new LedgerChart.Panel("",
                List.of(layer(1, 1, -0.5, -0.5), layer(2, 1, 0.5, -1), layer(3, 1, NONE, NONE)))));
        String svg = chart.svg("");
        assertThat(count(svg, "<rect[^>]*>(?=<title>layer)")).isEqualTo(4);
        var tops = Pattern.compile("y=\"([\\d.]+)\"[^>]*><title>layer 1").matcher(svg).results()
                .mapToDouble(r -> Double.parseDouble(r.group(1))).toArray();
        assertThat(tops[1]).as("slope below weights").isGreaterThan(tops[0]);
        assertThat(chart.table().rows().get(1)).containsExactly("2", "+0.50", "−1.00", "−0.50");
        assertThat(chart.table().rows().get(2)).containsExactly("3", "–", "–", "–");
    }

    @Test
    void a_curve_without_a_point_is_not_in_the_legend() {
        var none = List.of(layer(1, NONE, NONE, NONE), layer(2, NONE, NONE, NONE));
        var some = List.of(layer(1, 1, 0, 0), layer(2, 1, NONE, NONE));
        assertThat(ProfileChart.of(none, some).svg("")).contains(">repaired<")
                .doesNotContain(">unrepaired<");
        assertThat(ProfileChart.of(some, some).svg("")).contains(">unrepaired<");
    }

    @Test
    void an_empty_ledger_says_why_it_is_empty() {
        var none = List.of(layer(1, NONE, NONE, NONE), layer(2, NONE, NONE, NONE));
        var some = List.of(layer(1, 1, 0.5, 0), layer(2, 1, NONE, NONE));
        var chart = new LedgerChart(List.of(new LedgerChart.Panel("unrepaired", none),
                new LedgerChart.Panel("repaired", some)));
        assertThat(count(chart.svg(""), "no bars: δ is not finite, or 0, in the first 10 steps"))
                .isEqualTo(1);
    }

    @Test
    void seeds_stand_in_pairs_with_the_interval_of_their_gain() {
        var chart = new SeedChart("accuracy",
                new Proof(List.of(0.5, 0.52, 0.48), List.of(0.98, 0.97, 0.99), List.of(0.96), 3));
        String svg = chart.svg("");
        assertThat(count(svg, "class=\"dot before\"")).isEqualTo(4);
        assertThat(count(svg, "class=\"dot after\"")).isEqualTo(4);
        assertThat(count(svg, "class=\"interval\"")).isEqualTo(3);
        assertThat(chart.table().rows().getFirst())
                .containsExactly("pair 1", "50.0 %", "98.0 %", "+48.0 points", "96.0 %");
    }

    @Test
    void a_single_pair_has_no_interval() {
        var chart = new SeedChart("r2", new Proof(List.of(-1.0), List.of(0.9), List.of(), 1));
        assertThat(chart.svg("")).doesNotContain("class=\"interval\"", "NaN", "Infinity", "∞");
    }

    @Test
    void a_course_has_one_cell_for_neighbors_of_one_color() {
        var course = new Course(List.of(10L, 20L, 30L, 40L), List.of(
                List.of(-6.0, -6.0, -5.9, -1.0),
                List.of(NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.0)));
        var chart = new CourseChart(
                List.of(new CourseChart.Panel("", List.of("1", "2"), course)));
        String svg = chart.svg("");
        assertThat(svg).contains("layer 1, steps 1 to 30: 10^−6.00 to 10^−5.90",
                "layer 1, steps 31 to 40: 10^−1.00", "layer 2, steps 11 to 20: 0<",
                "layer 2, steps 21 to 30: not finite", ">not finite</text>")
                .doesNotContain("NaN", "Infinity");
        assertThat(count(svg, "<title>")).isEqualTo(5);
        assertThat(chart.table().rows().getFirst()).startsWith("this one", "2", "–", "–")
                .endsWith("+0.00");
        assertThat(new CourseChart(List.of(new CourseChart.Panel("", List.of("1"),
                new Course(List.of(1L), List.of(List.of(NONE)))))).shows()).isFalse();
    }

    /// 10 of 40 units are out of sight on the left, 30 between 1 and 1.25.
    @Test
    void units_stand_on_the_activation_and_in_the_lanes_beside_it() {
        var z = new Preactivations(1, -1.5, 4, 10, 0, 1, 0.25, List.of(30L));
        String svg = new ActivationChart("layer 1", new Squashing.Sigmoid(), z, z, "before").svg();
        assertThat(svg).contains("class=\"units before\"", "25 % beyond ±8", ">0.25<", ">1<",
                ">0<").doesNotContain("line spread");
        // The bin reaches the top of the plot, the lane a third of its height.
        assertThat(svg).contains("V26H", "M34 118V87.3h8V118Z");
        var later = new Preactivations(90, 0, 1, 0, 0, -0.25, 0.25, List.of(5L, 5L));
        assertThat(new ActivationChart("layer 1", new Squashing.Sigmoid(), z, later, "after").svg())
                .contains("line spread", "at step 90 z 0 ± 1.00");
    }

    @Test
    void a_long_table_leaves_out_its_middle_and_says_so() {
        var rows = IntStream.range(0, 1000).mapToObj(i -> List.of(String.valueOf(i), "a")).toList();
        List<List<String>> shown = Table.ofLayers("t", 2, List.of("x", "y"), rows).rows();
        assertThat(shown).hasSize(101).startsWith(List.of("0", "a")).endsWith(List.of("999", "a"))
                .contains(List.of("…", "… 900 more, all in result.json"));
    }

    private static ProfileChart profile(Double... values) {
        var names = IntStream.rangeClosed(1, values.length)
                .mapToObj(String::valueOf).toList();
        return new ProfileChart(names,
                List.of(new ProfileChart.Curve("first", "before", List.of(values), NONE)));
    }

    private static long count(String svg, String pattern) {
        return Pattern.compile(pattern).matcher(svg).results().count();
    }
}

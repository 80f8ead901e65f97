package plumb.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.Members;
import plumb.nn.Activation;

class CurveTextTest {
    /// The mark of each column is the one nearest to the value: a fifteenth of the axis apart.
    @Test
    void every_mark_stands_for_its_value() {
        for (Activation activation : Members.of(Activation.class, 3)) {
            if (!(activation instanceof Activation.Elementwise phi)) continue;
            List<String> lines = new CurveText(phi, List.of()).lines();
            assertThat(lines).allMatch(line -> line.length() <= 73);
            double most = 0;
            for (int c = 0; c < 29; c++) most = Math.max(most, Math.min(8, phi.slope(c / 2.0 - 7)));
            double least = 0;
            for (int c = 0; c < 29; c++) {
                least = Math.min(least, Math.max(-8, phi.slope(c / 2.0 - 7)));
            }
            for (int c = 0; c < 29; c++) {
                double slope = Math.clamp(phi.slope(c / 2.0 - 7), -8, 8);
                assertThat(drawn(lines, 44 + c)).as("slope of %s at %s", phi, c / 2.0 - 7)
                        .isEqualTo((int) Math.round(14 * (slope - least) / (most - least)));
            }
        }
    }

    /// How many marks above the lowest.
    private static int drawn(List<String> lines, int column) {
        for (int row = 0; row < 5; row++) {
            String line = lines.get(1 + row);
            int mark = column < line.length() ? ".-'".indexOf(line.charAt(column)) : -1;
            if (mark >= 0) return 3 * (4 - row) + mark;
        }
        return -1;
    }

    @Test
    void units_stand_below_the_slope_that_they_pass() {
        List<String> lines = CurveText
                .parse("tanh | near 0: 0, 0.1 | at the ends: 0, 100 | left: -5, 0.1").lines();
        assertThat(lines).hasSize(11);
        assertThat(lines.get(8)).isEqualTo(" ".repeat(32) + "near 0" + " ".repeat(6 + 14) + "█");
        assertThat(lines.get(9)).endsWith("█" + " ".repeat(27) + "█").contains("at the ends");
        assertThat(lines.get(10).indexOf('█')).isEqualTo(44 + 4);
        assertThat(lines.get(0)).isEqualTo("y = tanh" + " ".repeat(30) + "slope");
    }
}

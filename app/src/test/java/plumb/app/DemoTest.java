package plumb.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.diagnose.Cause;
import plumb.diagnose.Finding;
import plumb.files.ResultJson;
import plumb.remedy.Proof;
import plumb.remedy.Repair;
import plumb.report.Report;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void a_network_that_learns_nothing_is_diagnosed_and_repaired() {
        Path out = folder.resolve("out");
        Cli.Outcome demo = Cli.run("demo", "--out", out, "--progress=none");
        assertThat(demo.code()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out()).contains("demo: sick", "repair: repaired by",
                "-  - dense(16, sigmoid, glorot-uniform) x 8");
        assertThat(out.resolve("report.html")).isRegularFile();
        assertThat(out.resolve("repaired.yaml")).isRegularFile();

        Report report = ResultJson.read(out.resolve("result.json"));
        Finding first = report.findings().getFirst();
        assertThat(first.id()).isEqualTo("vanishing-gradient");
        assertThat(first.causes()).first().extracting(Cause::id).isEqualTo("slope");
        Report.Repaired repair = report.repair().orElseThrow();
        Proof proof = repair.proof().orElseThrow();
        assertThat(repair.outcome()).isEqualTo(Repair.Outcome.REPAIRED);
        assertThat(proof.baseline()).allSatisfy(m -> assertThat(m).isBetween(0.4, 0.6));
        assertThat(proof.worstBest()).isGreaterThanOrEqualTo(0.25);
        assertThat(repair.layers()).hasSameSizeAs(report.layers());
    }
}

// A deep sigmoid network that cannot tell two circles apart: trained, diagnosed, repaired.
// Build with `./plumb --version`, then: java -cp 'app/target/quick/dist/lib/*' examples/Quickstart.java

import plumb.data.Dataset;
import plumb.data.Generator;
import plumb.diagnose.Diagnosis;
import plumb.gauge.History;
import plumb.remedy.Repair;
import plumb.train.Plan;
import plumb.train.Settings;
import plumb.train.Step;
import plumb.train.Training;

void main() {
    Dataset data = Generator.of("circles(1000, factor=0.5)").generate(42).split(0.2, 42);
    Plan plan = Plan.of("dense(16, sigmoid) x 8; dense(1, sigmoid)", "binary-cross-entropy", "adam(0.001)")
            .epochs(60);
    var history = new History();
    for (Step step : new Training(plan, data, Settings.seed(42))) history.add(step);
    Diagnosis diagnosis = Diagnosis.of(history, plan, data);
    diagnosis.findings().forEach(IO::println);
    Repair repair = Repair.of(plan, data, diagnosis).seed(42).search();
    repair.adopted().ifPresent(better -> IO.println(better.change() + "  " + better.evidence()));
}

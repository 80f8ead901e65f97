package plumb.app.play;

import java.util.stream.Collectors;
import plumb.data.Scale;
import plumb.optim.Clip;
import plumb.optim.Schedule;
import plumb.train.Plan;

/// A network of a setup as a Java program that trains and diagnoses it.
final class JavaText {
    private JavaText() {}

    static String of(Setup setup, Stack stack) {
        Plan plan = setup.plan(stack);
        var changes = new StringBuilder();
        if (!(plan.schedule() instanceof Schedule.Constant))
            changes.append(call("schedule", "Schedule.of(" + quoted(plan.schedule()) + ")"));
        if (!(plan.clip() instanceof Clip.None))
            changes.append(call("clip", "Clip.of(" + quoted(plan.clip()) + ")"));
        if (plan.scale() != Scale.NONE)
            changes.append(call("scale", "Scale.of(" + quoted(plan.scale()) + ")"));
        return """
                import plumb.data.Dataset;
                import plumb.data.Generator;
                import plumb.data.Scale;
                import plumb.diagnose.Diagnosis;
                import plumb.gauge.History;
                import plumb.optim.Clip;
                import plumb.optim.Schedule;
                import plumb.train.Length;
                import plumb.train.Plan;
                import plumb.train.Settings;
                import plumb.train.Step;
                import plumb.train.Training;

                void main() {
                    Dataset data = Generator.of(%s)
                            .generate(%dL).split(0.2, %dL);
                    Plan plan = Plan.of(
                            %s,
                            %s, %s)
                            .batch(%d)
                            .length(new Length.Steps(%d))%s;
                    var history = new History();
                    for (Step step : new Training(plan, data, Settings.seed(%dL))) history.add(step);
                    IO.println(history.validation().orElseThrow());
                    Diagnosis.of(history, plan, data).findings().forEach(IO::println);
                }
                """
                .formatted(quoted(setup.data()), setup.seed(), setup.seed(),
                        plan.network().entries().stream().collect(
                                Collectors.joining("; \"\n                    + \"", "\"", "\"")),
                        quoted(plan.loss()), quoted(plan.optimizer()), plan.batch(), setup.steps(),
                        changes, setup.seed());
    }

    private static String call(String method, String argument) {
        return "\n            ." + method + "(" + argument + ")";
    }

    /// Plumb's texts have neither quotes nor backslashes.
    private static String quoted(Object value) {
        return "\"" + value + "\"";
    }
}

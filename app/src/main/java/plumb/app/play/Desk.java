package plumb.app.play;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import plumb.app.web.Curve;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.files.Json;
import plumb.nn.Activation;
import plumb.nn.Rectifier;
import plumb.nn.Squashing;

/// Writes a setup with all that the page around its networks needs: controls, points, curves, texts to
/// copy, and the exercise.
final class Desk {
    /// Those that the lessons are about; others come behind them where a network has them.
    private static final List<Activation.Elementwise> CURVES = List.of(new Squashing.Sigmoid(),
            new Squashing.Tanh(), new Rectifier.Relu(), new Rectifier.LeakyRelu(0.01));

    private Desk() {}

    static void write(Json json, Setup setup, Dataset data) {
        json.member("query", setup.query()).member("steps", setup.steps())
                .objects("common", Controls.common(setup), (out, control) -> control.write(out))
                .objects("networks", setup.stacks(), (out, stack) -> network(out, setup, stack))
                .object("plot", out -> plot(out, Plot.of(setup.data()), data))
                .objects("curves", curves(setup), (out, curve) -> new Curve(curve).write(out))
                .objects("lessons", Exercises.LESSONS, (out, lesson) -> lesson.write(out))
                .objects("missions", Exercises.MISSIONS, (out, mission) -> mission.write(out));
        setup.exercise().map(Exercises::named).ifPresent(exercise -> json.object("exercise",
                out -> exercise.writeAll(out, Exercises.next(exercise, -1),
                        Exercises.next(exercise, 1))));
    }

    private static void network(Json json, Setup setup, Stack stack) {
        List<Slot> slots = Slot.of(setup.plan(stack).network());
        var names = new ArrayList<String>();
        for (Slot slot : slots) names.add(Slot.name(slot.number(), slots.size()));
        json.objects("controls", Controls.of(stack), (out, control) -> control.write(out))
                .texts("layers", names)
                .texts("activations", slots.stream().map(s -> s.activation().toString()).toList())
                .member("width", stack.width())
                .member("experiment", setup.experiment(stack).toYaml())
                .member("java", JavaText.of(setup, stack));
    }

    private static void plot(Json json, Plot plot, Dataset data) {
        var point = new float[2];
        var x1 = new double[data.rows()];
        var x2 = new double[data.rows()];
        var classes = new long[data.rows()];
        var held = new long[data.rows()];
        for (int row = 0; row < data.rows(); row++) {
            data.inputs().read(row, point, 0);
            x1[row] = point[0];
            x2[row] = point[1];
            classes[row] = ((Target.Classes) data.target()).of()[row];
        }
        for (int row : data.validation()) held[row] = 1;
        json.member("x1", plot.x1()).member("x2", plot.x2()).member("width", plot.width())
                .numbers("points1", x1).numbers("points2", x2).integers("classes", classes)
                .integers("held", held);
    }

    private static List<Activation.Elementwise> curves(Setup setup) {
        var curves = new LinkedHashSet<>(CURVES);
        for (Stack stack : setup.stacks()) curves.addAll(stack.activations());
        return List.copyOf(curves);
    }
}

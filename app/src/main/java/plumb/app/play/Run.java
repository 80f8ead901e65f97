package plumb.app.play;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.gauge.History;
import plumb.gauge.Ledger;
import plumb.gauge.Plane;
import plumb.gauge.Quantity;
import plumb.nn.Activation;
import plumb.train.Plan;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Training;

/// One network being trained, with what is measured of it.
final class Run implements AutoCloseable {
    /// The points along one side of the grid that the decision surface is taken at.
    static final int SIDE = 40;

    private final Stack stack;
    private final Plan plan;
    private final Dataset data;
    private final Training training;
    private final History history = new History();
    private final Plane plane;
    private final List<Slot> slots;
    private @Nullable Diagnosis diagnosis;
    private long diagnosed;

    Run(Setup setup, Stack stack, Dataset data) {
        this.stack = stack;
        this.plan = setup.plan(stack);
        this.data = data;
        this.training = new Training(plan, data,
                Settings.seed(setup.seed()).workers(1).probe(Probe.FULL));
        Plot plot = Plot.of(setup.data());
        this.plane = new Plane(training, SIDE, plot.x1(), plot.x2(), plot.width());
        this.slots = Slot.of(plan.network());
    }

    /// Trains so many steps, or as many as are left.
    void advance(int steps) {
        for (int i = 0; i < steps && training.hasNext(); i++) history.add(training.next());
        plane.look();
    }

    boolean ended() {
        return !training.hasNext();
    }

    Stack stack() {
        return stack;
    }

    Plan plan() {
        return plan;
    }

    History history() {
        return history;
    }

    Plane plane() {
        return plane;
    }

    List<Slot> slots() {
        return slots;
    }

    /// The slot in front of which `behind` others are, from 0; the last hidden one is the deepest.
    Slot hidden(int number) {
        return slots.get(Math.min(number, slots.size() - 2));
    }

    /// What was read of a layer at the last step; NaN if it is absent.
    double reading(int layer, Quantity quantity) {
        return history.readings().get(layer).get(quantity);
    }

    /// The share of units of a slot that were dead for a whole epoch; NaN before the first.
    double dead(Slot slot) {
        return history.dead(slot.nonlinear()).recentMean(1);
    }

    /// The way of the gradient of the last step, without factors of 1 by design.
    List<Ledger.Stage> way() {
        return Ledger.now(history).way().stream().filter(this::matters).toList();
    }

    private boolean matters(Ledger.Stage stage) {
        Activation activation = plan.network().flat().get(stage.layer()).activation();
        return stage.factor() != 1
                || (stage.cause().equals("slope") && !(activation instanceof Activation.Linear));
    }

    /// What is left of the gradient of the output in the first layer, as a factor; NaN if nothing is
    /// measured that is finite.
    double left() {
        double delta = reading(slots.getFirst().nonlinear(), Quantity.DELTA);
        List<Ledger.Stage> way = Ledger.now(history).way();
        return delta == 0 ? 0 : way.isEmpty() ? Double.NaN : way.getLast().product();
    }

    Optional<Double> accuracy() {
        return history.validation().map(score -> score.metric());
    }

    /// What Plumb says of the training so far, which trains its yardstick.
    Diagnosis diagnosis() {
        Diagnosis known = diagnosis;
        if (known == null || diagnosed != history.steps()) {
            known = Diagnosis.of(history, plan, data);
            diagnosis = known;
            diagnosed = history.steps();
        }
        return known;
    }

    @Override
    public void close() {
        training.close();
    }
}

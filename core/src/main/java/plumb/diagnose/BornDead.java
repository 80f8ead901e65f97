package plumb.diagnose;

import java.util.List;
import java.util.Optional;
import plumb.gauge.Quantity;
import plumb.nn.Activation;

/// A whole layer gave 0 for every row before the first step, so the output is the same whatever comes
/// in, and no gradient passes: the network was dead when it was born (Lu et al., 2019). What dies in the
/// branch of a block is passed by.
record BornDead() implements Symptom {
    /// As if the gradient shrank by so many decades: nothing below learns.
    private static final double DAMAGE = 6;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> layers = layers(e);
        if (layers.isEmpty()) return Optional.empty();
        String summary = "In " + Words.layers(e.numbers(layers))
                + " every output was 0 for every row before the first step, and stayed so for the"
                + " first epoch: the output of the network is the same for all rows, and no gradient"
                + " passes.";
        double dies = e.expectation().inputDies();
        return Optional.of(new Sign(this, DAMAGE, summary).layers(e.numbers(layers))
                .measured("deadInputShare", 1, 1)
                .expected("deadInputShare", dies == 0 ? Double.NaN : dies)
                .causes(Cause.only("initialization"))
                .remedies("swap-activation", "initialize", "set-learning-rate", "revive")
                .finding());
    }

    /// The layers in which nothing lived at the first step, nor for any row of the first epoch.
    static List<Integer> layers(Evidence e) {
        return e.layersWhere(l -> l < e.hidden() && !e.number(l).contains(".")
                && !(e.activation(l) instanceof Activation.Linear)
                && e.start(l, Quantity.ZERO) == 1 && e.start(l, Quantity.SLOPE) == 0
                && e.history().dead(l).start() == 1);
    }
}

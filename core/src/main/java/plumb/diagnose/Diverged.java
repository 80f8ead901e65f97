package plumb.diagnose;

import java.util.List;
import java.util.Optional;

/// A value stopped being finite.
record Diverged() implements Symptom {
    @Override
    public Optional<Finding> find(Evidence e) {
        return e.history().divergence().map(d -> {
            var sign = new Sign(this, 0,
                    "Training stopped because a value was not finite: the first appeared " + d
                            + ".")
                    .layers(d.layer().isEmpty() ? List.of() : List.of(d.layer()))
                    .since(d.step()).measured("step", (double) d.step());
            return (e.measured() ? sign : sign.notMeasured("layers")).finding();
        });
    }

    @Override
    public boolean consequence() {
        return true;
    }
}

package plumb.diagnose;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import plumb.nn.Network;

/// Units of a layer have the same weights, so they compute and learn the same: the layer is as wide
/// as the number of its different units.
record IdenticalUnits() implements Symptom {
    /// Share of units that repeat another.
    static final double THRESHOLD = 0.5;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> layers = e.layersWhere(
                l -> l < e.hidden() && repeated(e.history().network(), l) >= THRESHOLD);
        if (layers.isEmpty()) return Optional.empty();
        double worst = layers.stream().mapToDouble(l -> repeated(e.history().network(), l))
                .max().orElse(0);
        String summary = "In " + Words.layers(e.numbers(layers)) + " up to " + Words.percent(worst)
                + " of the units repeat another unit of the layer weight by weight: their symmetry was never broken.";
        return Optional.of(new Sign(this, 40, summary).layers(e.numbers(layers))
                .measured("repeatedShare", worst, THRESHOLD)
                .causes(Cause.only("initialization"))
                .remedies("initialize", "revive")
                .finding());
    }

    /// The share of a layer's units whose incoming weights and bias equal those of an earlier unit.
    private static double repeated(Network network, int layer) {
        List<Network.Slot> slots = network.slots().stream().filter(s -> s.layer() == layer)
                .toList();
        boolean drawn = !network.blueprint().flat().get(layer).inits().isEmpty();
        if (!drawn || slots.getFirst().columns() < 2) return 0;
        int units = slots.getFirst().columns();
        float[] values = network.parameters();
        var seen = new HashSet<Integer>();
        for (Network.Slot slot : slots) {
            for (int i = 0; i < slot.size(); i++) {
                if (!Float.isFinite(values[slot.offset() + i])) return 0;
            }
        }
        for (int unit = 0; unit < units; unit++) {
            int hash = 1;
            for (Network.Slot slot : slots) {
                for (int i = 0; i < slot.rows(); i++) {
                    hash = 31 * hash
                            + Float.hashCode(values[slot.offset() + i * slot.columns() + unit]);
                }
            }
            seen.add(hash);
        }
        return 1 - (double) seen.size() / units;
    }
}

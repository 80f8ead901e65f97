package plumb.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.gauge.Quantity;
import plumb.theory.Precision;

/// In 16 bits a large share of the gradient would be 0. Plumb trains in float32 and loses far less:
/// it concerns who takes the network to where half precision is usual (Micikevicius et al., 2018).
///
/// The share is that of normal numbers with the RMS that δ has in the first 10 steps. A layer whose δ is
/// 0 has lost it if the next one above that has any loses it: else weights or slopes of 0 keep it out.
record HalfPrecisionUnderflow() implements Symptom {
    /// The share of the elements of δ in a layer.
    static final double THRESHOLD = 0.5;

    @Override
    public Optional<Finding> find(Evidence e) {
        List<Integer> layers = e.layersWhere(l -> l < e.hidden() && lost(e, l) >= THRESHOLD);
        if (layers.isEmpty()) return Optional.empty();
        List<Integer> gone = layers.stream().filter(l -> rms(e, l) == 0).toList();
        int worst = layers.stream().min(Comparator.comparingDouble(l -> rms(e, l))).orElseThrow();
        double lost = Precision.FLOAT16.lost(rms(e, worst));
        double expected = e.expected(worst).deltaRms() * e.start(e.hidden(), Quantity.DELTA);
        String summary = "With numbers of 16 bits (float16) up to " + Words.percent(lost)
                + " of the gradient would be 0 in " + Words.layers(e.numbers(layers))
                + ", unless the loss is scaled. Plumb computes with 32 bits"
                + (gone.isEmpty()
                        ? "."
                        : ", and it is 0 in " + Words.layers(e.numbers(gone)) + " already.");
        return Optional.of(new Sign(this, 0, summary).layers(e.numbers(layers))
                .measured("float16LostShare", lost, THRESHOLD)
                .expected("float16LostShare", Precision.FLOAT16.lost(expected))
                .measured("bfloat16LostShare", Precision.BFLOAT16.lost(rms(e, worst)))
                .finding());
    }

    /// The share lost in the layer, or if its δ is 0 in the next one above that has any.
    private static double lost(Evidence e, int layer) {
        return IntStream.rangeClosed(layer, e.hidden()).mapToDouble(l -> rms(e, l))
                .filter(rms -> rms != 0).map(Precision.FLOAT16::lost).findFirst().orElse(0);
    }

    private static double rms(Evidence e, int layer) {
        return e.first(layer, Quantity.DELTA);
    }

    @Override
    public Severity most() {
        return Severity.INFO;
    }
}

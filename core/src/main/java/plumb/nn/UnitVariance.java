package plumb.nn;

import plumb.math.Tensor;

/// Layer-sequential unit variance: weights drawn by [Init.Lsuv] are divided by the deviation of what
/// they give on rows of the data, layer by layer, until its variance is within 0.1 of 1 or 10 times
/// (Mishkin & Matas, 2016). Taken before the nonlinearity, over all rows and units.
///
/// It concerns dense layers and convolutions; where a layer gives the same for every row, nothing is
/// changed.
public final class UnitVariance {
    private static final double TOLERANCE = 0.1;
    private static final int TRIES = 10;

    private UnitVariance() {}

    /// Whether a network has such weights.
    public static boolean concerns(Blueprint blueprint) {
        return blueprint.flat().stream().anyMatch(UnitVariance::concerns);
    }

    private static boolean concerns(Layer layer) {
        return layer.inits().contains(new Init.Lsuv()) && !(layer instanceof Recurrent);
    }

    /// Scales the weights by the first rows of a pass, whose inputs are there.
    public static void scale(Network network, Pass pass, int rows) {
        for (int l = 0; l < network.depth(); l++) {
            Layer layer = network.stages().get(l).layer();
            if (concerns(layer)) {
                scale(layer.withActivation(new Activation.Linear()), pass.frame(l, 0, rows));
            }
            pass.forward(l, 0, rows);
        }
    }

    private static void scale(Layer linear, Frame frame) {
        Tensor w = frame.parameters().getFirst();
        for (int i = 0; i < TRIES; i++) {
            linear.forward(frame);
            double variance = variance(frame.y());
            boolean tells = variance > 0 && Double.isFinite(variance);
            if (!tells || Math.abs(variance - 1) < TOLERANCE) return;
            float factor = (float) (1 / Math.sqrt(variance));
            int end = w.offset() + w.size();
            for (int j = w.offset(); j < end; j++) w.data()[j] *= factor;
        }
    }

    private static double variance(Tensor y) {
        double sum = 0;
        double squares = 0;
        int end = y.offset() + y.size();
        for (int i = y.offset(); i < end; i++) sum += y.data()[i];
        double mean = sum / y.size();
        for (int i = y.offset(); i < end; i++) {
            squares += (y.data()[i] - mean) * (y.data()[i] - mean);
        }
        return squares / y.size();
    }
}

package plumb.nn;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A small network with random parameters and a random batch for it, in floats, so that engine and
/// reference start from equal numbers.
record Sample(Blueprint blueprint, Loss loss, Network network, double[][] x, double[][] t) {
    private static final int INPUTS = 5;
    private static final int ROWS = 4;

    /// A sample with one-hot targets for the categorical and the hinge loss, 0 and 1 for the binary
    /// one, and with moderate numbers: a row of zeros under the categorical loss, or outputs too large
    /// or too small for floats, are drawn again.
    static Sample of(Blueprint blueprint, Loss loss, long seed) {
        for (long attempt = 0; attempt < 100; attempt++) {
            Sample sample = draw(blueprint, loss, seed + 1000 * attempt);
            if (sample.isModerate()) return sample;
        }
        throw new AssertionError("no finite loss of " + blueprint + " with " + loss);
    }

    private static Sample draw(Blueprint blueprint, Loss loss, long seed) {
        var random = new SplittableRandom(seed);
        var network = new Network(blueprint, INPUTS);
        for (Network.Slot slot : network.slots()) {
            double sd = slot.rows() == 1 ? 0.3 : 1 / Math.sqrt(slot.rows());
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                network.parameters()[i] = (float) (sd * random.nextGaussian());
            }
        }
        var x = new double[ROWS][INPUTS];
        for (double[] row : x) Arrays.setAll(row, i -> (float) random.nextGaussian());
        var t = new double[ROWS][network.outputs()];
        for (double[] row : t) target(row, loss, random);
        return new Sample(blueprint, loss, network, x, t);
    }

    private static void target(double[] row, Loss loss, SplittableRandom random) {
        switch (loss) {
            case Loss.CategoricalCrossEntropy l -> row[random.nextInt(row.length)] = 1;
            case Loss.Hinge _ ->
                row[random.nextInt(row.length)] = row.length == 1 ? random.nextInt(2) : 1;
            case Loss.BinaryCrossEntropy _ ->
                Arrays.setAll(row, j -> random.nextInt(2));
            case Loss.Mse _,Loss.Mae _,Loss.Huber _ ->
                Arrays.setAll(row, j -> (float) random.nextGaussian());
        }
    }

    private boolean isModerate() {
        ReferenceNetwork.Result result = expected();
        double largest = Arrays.stream(result.y()).flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs).max().orElseThrow();
        double leastSum = Arrays.stream(result.y()[result.y().length - 1])
                .mapToDouble(row -> Math.abs(Arrays.stream(row).sum())).min().orElseThrow();
        return Double.isFinite(result.loss()) && largest < 300 && leastSum > 1e-30;
    }

    int rows() {
        return x.length;
    }

    double[] parameters() {
        float[] p = network.parameters();
        var copy = new double[p.length];
        Arrays.setAll(copy, i -> p[i]);
        return copy;
    }

    ReferenceNetwork reference() {
        return new ReferenceNetwork(blueprint, loss);
    }

    ReferenceNetwork.Result expected() {
        return reference().run(parameters(), x, t);
    }

    /// The engine, run forward and back over the sample.
    Batch run() {
        var pass = new Batch(network, loss, rows(), true);
        fill(pass);
        pass.forward(rows());
        pass.backward(rows(), 1f / rows());
        return pass;
    }

    void fill(Batch pass) {
        write(x, pass.inputs());
        write(t, pass.targets());
    }

    private static void write(double[][] rows, float[] into) {
        int at = 0;
        for (double[] row : rows) {
            for (double value : row) into[at++] = (float) value;
        }
    }
}

package plumb.bench.clinic;

import java.util.stream.IntStream;
import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Scaling;
import plumb.data.Target;

/// The units that data come in: factors on the inputs, all or one column of them, and on what is
/// predicted.
record Units(double inputs, boolean oneColumn, double target) {
    static final Units OWN = new Units(1, false, 1);

    /// The data in these units, after a rule that brings the inputs to about 1. The rows keep their
    /// part.
    Dataset of(Dataset data, Scale rule) {
        if (equals(OWN)) return data;
        Scaling scaling = data.scaling(rule);
        int width = data.columns().size();
        int[] order = IntStream.concat(IntStream.of(data.train()), IntStream.of(data.validation()))
                .toArray();
        var values = new float[order.length * width];
        for (int i = 0; i < order.length; i++) {
            data.inputs().read(order[i], scaling, values, i * width);
            for (int j = 0; j < width; j++) {
                if (!oneColumn || j == width / 2) values[i * width + j] *= (float) inputs;
            }
        }
        return Dataset.of(values, data.columns(), target(data.target(), order));
    }

    private Target target(Target of, int[] order) {
        return switch (of) {
            case Target.Classes(int[] classes, var names) ->
                new Target.Classes(IntStream.of(order).map(row -> classes[row]).toArray(), names);
            case Target.Values(float[] numbers, int width) -> {
                var changed = new float[order.length * width];
                for (int i = 0; i < changed.length; i++) {
                    changed[i] = (float) target * numbers[order[i / width] * width + i % width];
                }
                yield new Target.Values(changed, width);
            }
            case Target.Labels labels -> throw new IllegalArgumentException(labels.toString());
        };
    }
}

package plumb.bench.clinic;

import plumb.data.Dataset;
import plumb.data.Scale;
import plumb.data.Scaling;
import plumb.data.Target;

/// The units that data come in: factors on the inputs, all or one column of them, and on what is
/// predicted.
record Units(double inputs, boolean oneColumn, double target) {
    static final Units OWN = new Units(1, false, 1);

    /// The data in these units, after a rule that brings the inputs to about 1.
    Dataset of(Dataset data, Scale rule) {
        if (equals(OWN)) return data;
        Scaling scaling = data.scaling(rule);
        int width = data.columns().size();
        var values = new float[data.rows() * width];
        for (int i = 0; i < data.rows(); i++) {
            data.inputs().read(i, scaling, values, i * width);
            for (int j = 0; j < width; j++) {
                if (!oneColumn || j == width / 2) values[i * width + j] *= (float) inputs;
            }
        }
        return Dataset.of(values, data.columns(), target(data.target())).shaped(data.shape());
    }

    private Target target(Target of) {
        if (!(of instanceof Target.Values values)) return of;
        float[] changed = values.of().clone();
        for (int i = 0; i < changed.length; i++) changed[i] *= (float) target;
        return new Target.Values(changed, values.width());
    }
}

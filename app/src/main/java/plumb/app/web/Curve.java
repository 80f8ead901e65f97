package plumb.app.web;

import java.util.Optional;
import plumb.files.Json;
import plumb.math.Distribution;
import plumb.nn.Activation;
import plumb.nn.Layer;

/// The activation of a layer and its slope, over the pre-activations that are counted.
public record Curve(Activation.Elementwise activation) {
    /// That of a layer as it is written; empty if it has none that can be drawn.
    public static Optional<Curve> of(String layer) {
        return Layer.of(layer).activation() instanceof Activation.Elementwise elementwise
                ? Optional.of(new Curve(elementwise))
                : Optional.empty();
    }

    /// Its points, at the edges of the bins that pre-activations are counted in.
    public void write(Json json) {
        int points = Distribution.BINS + 1;
        var value = new double[points];
        var slope = new double[points];
        double most = 0;
        for (int i = 0; i < points; i++) {
            double z = Distribution.LOW + i * Distribution.WIDTH;
            value[i] = activation.value(z);
            slope[i] = activation.slope(z);
            most = Math.max(most, slope[i]);
        }
        json.member("name", activation.toString()).member("low", Distribution.LOW)
                .member("width", Distribution.WIDTH).numbers("value", value).numbers("slope", slope)
                .member("most", most);
    }
}

package plumb.files;

import plumb.theory.Forecast;
import plumb.theory.Precision;
import plumb.theory.Rate;
import plumb.theory.SignalPropagation.Expected;

/// A forecast as members of a JSON object. Gradients are in units of δ of the output layer; what a
/// layer does not have, and what theory cannot tell, is absent.
public final class ForecastJson {
    private ForecastJson() {}

    /// Writes the members into an object.
    public static void members(Json json, Forecast forecast) {
        present(json, "decades", forecast.decades());
        json.member("spread", forecast.propagation().layers().getFirst().spread());
        forecast.rate().ifPresent(rate -> json.object("rate", o -> rate(o, rate)));
        json.member("bornDead", forecast.bornDead())
                .objects("warnings", forecast.warnings(),
                        (o, w) -> o.member("id", w.id()).member("text", w.text())
                                .member("value", w.value()).member("threshold", w.threshold()));
        forecast.change().ifPresent(change -> json.object("change",
                o -> o.member("text", change.text()).member("decades", change.decades())));
        json.objects("layers", forecast.propagation().layers(), ForecastJson::layer)
                .texts("limits", forecast.propagation().limits());
    }

    private static void rate(Json json, Rate rate) {
        json.member("layer", rate.text()).member("layers", rate.layers());
        rate.fixedPoint().ifPresent(q -> json.member("fixedPoint", q));
        json.member("chi", rate.chi()).member("gradientFactor", Math.sqrt(rate.chi()))
                .member("phase", rate.phase().toString())
                .member("depthScale", rate.depthScale())
                .member("trainableDepth", rate.trainableDepth());
        rate.correlation().ifPresent(c -> json.member("correlation", c));
        json.object("lostDepth", o -> {
            for (Precision p : Precision.values()) o.member(p.toString(), rate.lostDepth(p));
        });
    }

    private static void layer(Json json, Expected layer) {
        json.member("index", layer.number()).member("text", layer.layer().toString());
        present(json, "preActivationRms", layer.preActivation());
        present(json, "activationRms", layer.activation());
        present(json, "correlation", layer.correlation());
        present(json, "deltaRms", layer.delta());
        present(json, "weightGradientRms", layer.weightGradient());
        present(json, "spread", layer.spread());
    }

    private static void present(Json json, String name, double value) {
        if (!Double.isNaN(value)) json.member(name, value);
    }
}

package plumb.files;

import plumb.nn.Activation;
import plumb.nn.Rectifier;
import plumb.theory.Baseline;
import plumb.theory.Forecast;
import plumb.theory.Precision;
import plumb.theory.Rate;
import plumb.theory.SignalPropagation.Expected;

/// A forecast as members of a JSON object. Gradients are in units of δ of the output layer; what a
/// layer does not have, and what theory cannot tell, is absent.
public final class ForecastJson {
    private ForecastJson() {}

    /// Writes the members into an object.
    ///
    /// @param batch the rows of a batch
    public static void members(Json json, Forecast forecast, int batch) {
        present(json, "decades", forecast.decades());
        json.member("spread", forecast.propagation().layers().getFirst().spread());
        forecast.rate().ifPresent(rate -> json.object("rate", o -> rate(o, rate)));
        if (forecast.rate().isEmpty()) json.member("noRate", forecast.noRate());
        json.object("lostIn", o -> {
            for (Precision p : Precision.values())
                forecast.lostIn(p).ifPresent(layer -> o.member(p.toString(), layer));
        });
        json.member("bornDead", forecast.bornDead())
                .objects("warnings", forecast.warnings(),
                        (o, w) -> o.member("id", w.id()).member("text", w.text())
                                .member("value", w.value()).member("threshold", w.threshold()));
        forecast.change().ifPresent(change -> json.object("change",
                o -> o.member("text", change.text()).member("where", change.where())
                        .member("decades", change.decades())));
        forecast.fixup().ifPresent(fixup -> json.object("fixup",
                o -> o.member("blocks", fixup.blocks()).member("layers", fixup.layers())
                        .member("factor", fixup.factor())));
        json.objects("layers", forecast.propagation().layers(),
                (o, layer) -> layer(o, layer, batch))
                .texts("limits", forecast.propagation().limits());
    }

    private static void rate(Json json, Rate rate) {
        json.member("layer", rate.text()).member("layers", rate.layers());
        rate.fixedPoint().ifPresent(q -> json.member("fixedPoint", q));
        json.member("chi", rate.chi()).member("gradientFactor", Math.sqrt(rate.chi()))
                .member("phase", rate.phase().toString())
                .member("depthScale", rate.depthScale())
                .member("trainableDepth", rate.trainableDepth());
        if (!Double.isNaN(rate.signalScale())) {
            json.member("varianceDepthScale", rate.signalScale());
        }
        rate.correlation().ifPresent(c -> json.member("correlation", c));
        rate.jacobian().ifPresent(jacobian -> json.object("jacobian",
                o -> o.member("mean", jacobian.mean()).member("variance", jacobian.variance())
                        .member("largest", jacobian.largest())));
        json.object("lostDepth", o -> {
            for (Precision p : Precision.values()) o.member(p.toString(), rate.lostDepth(p));
        });
    }

    private static void layer(Json json, Expected layer, int batch) {
        json.member("index", layer.number()).member("text", layer.layer().toString());
        present(json, "preActivationRms", layer.z().rms());
        present(json, "activationRms", layer.y().rms());
        present(json, "correlation", layer.correlation());
        present(json, "deltaRms", layer.deltaRms());
        present(json, "deltaDecades", layer.delta());
        present(json, "weightGradientRms", Math.pow(10, layer.weightGradient()));
        present(json, "spread", layer.spread());
        layer.time().ifPresent(time -> json.object("time", o -> {
            o.member("steps", time.steps());
            present(o, "decades", time.decades());
            present(o, "factor", time.factor());
            present(o, "reach", time.reach());
            present(o, "gate", time.gate());
        }));
        if (Double.isFinite(layer.z().meanSquare())) baselines(json, layer, batch);
        if (Double.isNaN(layer.delta())) return;
        json.object("lost", o -> {
            for (Precision p : Precision.values()) o.member(p.toString(), p.lost(layer.deltaRms()));
        });
    }

    /// What would look sick in measurements and is expected.
    private static void baselines(Json json, Expected layer, int batch) {
        if (!(layer.layer().activation() instanceof Activation.Elementwise phi)) return;
        if (phi.saturatingSlope() > 0) {
            json.member("saturatedShare", Baseline.saturated(phi, layer.z()));
        }
        if (phi instanceof Rectifier.Relu && layer.z().mean() == 0 && layer.correlation() >= 0) {
            json.member("inactiveShare", Baseline.inactiveOnBatch(batch, layer.correlation()));
        }
    }

    private static void present(Json json, String name, double value) {
        if (Double.isFinite(value)) json.member(name, value);
    }
}

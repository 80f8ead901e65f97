package plumb.app.play;

import java.util.List;
import java.util.Optional;
import plumb.diagnose.Diagnosis;
import plumb.diagnose.Finding;
import plumb.files.Json;
import plumb.gauge.Ledger;
import plumb.gauge.Plane;
import plumb.gauge.Preactivations;
import plumb.gauge.Quantity;

/// Writes what a run has measured, for a page to draw.
final class Frame {
    /// A unit's picture has every so-many-th row and column of the surface.
    private static final int COARSE = 4;

    private Frame() {}

    /// @param withPictures whether the pictures of the units go along
    static void write(Json json, Run run, boolean withPictures, boolean withDiagnosis) {
        List<Slot> slots = run.slots();
        json.member("step", run.history().steps()).member("ended", run.ended())
                .member("loss", run.history().loss().recentMean(1));
        run.accuracy().ifPresent(share -> json.member("accuracy", share));
        run.history().divergence()
                .ifPresent(divergence -> json.member("diverged", divergence.toString()));
        json.bytes("surface", run.plane().pictures(slots.getLast().last(), 1))
                .objects("layers", slots,
                        (out, slot) -> layer(out, run, slot, withPictures))
                .member("left", run.left())
                .objects("way", run.way(), (out, stage) -> stage(out, slots, stage));
        cut(run).ifPresent(slot -> json.object("cut",
                out -> out.member("layer", slot.number()).member("text",
                        "slope of " + slot.activation() + " in "
                                + Slot.name(slot.number(), slots.size()))));
        if (withDiagnosis) json.object("diagnosis", out -> diagnosis(out, run.diagnosis()));
    }

    /// Where the gradient ends before layer 1, with a slope of 0 for every row.
    private static Optional<Slot> cut(Run run) {
        return run.slots().reversed().stream().skip(1)
                .filter(slot -> run.reading(slot.nonlinear(), Quantity.DELTA) == 0).findFirst();
    }

    private static void layer(Json json, Run run, Slot slot, boolean withPictures) {
        Plane plane = run.plane();
        json.member("activation", run.reading(slot.last(), Quantity.ACTIVATION))
                .member("delta", run.reading(slot.nonlinear(), Quantity.DELTA))
                .member("slope", run.reading(slot.nonlinear(), Quantity.SLOPE))
                .member("zero", run.reading(slot.nonlinear(), Quantity.ZERO))
                .member("saturated", run.reading(slot.nonlinear(), Quantity.SATURATED))
                .member("dead", run.dead(slot))
                .member("weight", run.reading(slot.first(), Quantity.WEIGHT))
                .member("update", run.reading(slot.first(), Quantity.UPDATE))
                .member("full", plane.full(slot.last()));
        run.history().lastPreactivations(slot.nonlinear())
                .ifPresent(z -> json.object("sums", out -> sums(out, z)));
        if (withPictures) json.bytes("pictures", plane.pictures(slot.last(), COARSE));
    }

    private static void sums(Json json, Preactivations z) {
        json.member("low", z.low()).member("width", z.width()).member("below", z.below())
                .member("above", z.above()).integers("counts",
                        z.counts().stream().mapToLong(n -> n).toArray());
    }

    private static void stage(Json json, List<Slot> slots, Ledger.Stage stage) {
        Slot to = at(slots, stage.layer());
        boolean slope = stage.cause().equals("slope");
        Slot by = slope ? to : at(slots, stage.layer() + 1);
        String what = switch (stage.cause()) {
            case "slope" -> "slope of " + to.activation() + " in ";
            case "skip" -> "the way past ";
            case "normalization" -> "normalization in ";
            default -> "weights of ";
        };
        json.member("layer", to.number()).member("cause", stage.cause())
                .member("text", what + Slot.name(by.number(), slots.size()))
                .member("factor", stage.factor()).member("product", stage.product());
    }

    private static Slot at(List<Slot> slots, int layer) {
        return slots.stream().filter(slot -> slot.has(layer)).findFirst().orElseThrow();
    }

    static void diagnosis(Json json, Diagnosis diagnosis) {
        json.member("verdict", diagnosis.verdict().toString())
                .member("sentence", switch (diagnosis.verdict()) {
                    case SICK -> "learning fails.";
                    case HEALTHY -> "it learns.";
                    case UNCLEAR ->
                        "it has not learned, but in so many steps one hidden layer has not"
                                + " learned either. Train longer.";
                }).objects("findings",
                        diagnosis.findings(), Frame::finding);
    }

    private static void finding(Json json, Finding finding) {
        json.member("id", finding.id()).member("severity", finding.severity().toString())
                .member("summary", finding.summary()).texts("layers", finding.layers());
    }
}

package plumb.bench.clinic;

import java.util.Collections;

/// The hidden layers of a network: `depth` times the same.
record Hidden(int depth, int width, String activation, String init, String bias, Kind kind) {
    /// What stands around the dense layers.
    enum Kind {
        PLAIN, BATCH_NORM, LAYER_NORM, RESIDUAL, DROPOUT
    }

    String text() {
        String dense = dense(activation);
        String linear = dense("linear");
        String one = switch (kind) {
            case PLAIN -> dense;
            case BATCH_NORM -> linear + "; batch-norm; activation(" + activation + ")";
            case LAYER_NORM -> linear + "; layer-norm; activation(" + activation + ")";
            case RESIDUAL -> "residual(" + dense + ", " + linear + ", batch-norm)";
            case DROPOUT -> dense + "; dropout(0.1)";
        };
        return (kind == Kind.RESIDUAL ? dense + "; " : "")
                + String.join("; ", Collections.nCopies(depth, one));
    }

    private String dense(String phi) {
        return "dense(" + width + ", " + phi + ", " + init + ", bias=" + bias + ")";
    }

    /// So many layers without anything around them.
    Hidden plain(int layers) {
        return new Hidden(layers, width, activation, init, bias, Kind.PLAIN);
    }

    Hidden width(int changed) {
        return new Hidden(depth, changed, activation, init, bias, kind);
    }

    Hidden activation(String changed) {
        return new Hidden(depth, width, changed, init, bias, kind);
    }

    Hidden init(String changed) {
        return new Hidden(depth, width, activation, changed, bias, kind);
    }

    Hidden bias(String changed) {
        return new Hidden(depth, width, activation, init, changed, kind);
    }
}

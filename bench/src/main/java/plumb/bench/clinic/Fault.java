package plumb.bench.clinic;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import plumb.data.Scale;
import plumb.math.Rng;
import plumb.optim.Optimizer;

/// A mistake that people make.
enum Fault {
    DEEP_SIGMOID("vanishing-gradient", "correlation-collapse") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe deep = plain(healthy, 5 + rng.nextInt(8));
            return new Spoiled(deep, deep.hidden(deep.hidden().activation("sigmoid")
                    .init(pick(rng, "glorot-uniform", "he-uniform", "glorot-normal", "standard"))));
        }
    },
    DEEP_RECTIFIER("vanishing-gradient", "correlation-collapse", "poor-initialization",
            "dead-units") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe shallow = plain(healthy, 2);
            Hidden deep = shallow.hidden().plain(16 + rng.nextInt(20)).activation("relu")
                    .init(pick(rng, "glorot-uniform", "glorot-normal", "lecun-normal"));
            return new Spoiled(shallow, shallow.hidden(deep));
        }
    },
    NARROW_RECTIFIER("born-dead", "dead-units", "correlation-collapse", "vanishing-gradient") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe shallow = plain(healthy, 2);
            Hidden narrow = shallow.hidden().plain(10 + rng.nextInt(10)).activation("relu")
                    .init("he-uniform").width(pick(rng, 4, 5, 6, 8));
            return new Spoiled(shallow, shallow.hidden(narrow));
        }
    },
    SMALL_WEIGHTS("vanishing-gradient", "poor-initialization", "correlation-collapse") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe deep = plain(healthy, 4 + rng.nextInt(5));
            return new Spoiled(deep, deep.init(
                    pick(rng, "normal(0.001)", "normal(0.003)", "normal(0.01)", "uniform(0.02)")));
        }
    },
    LARGE_WEIGHTS("exploding-gradient", "poor-initialization", "saturated-units") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe deep = plain(healthy, 3 + rng.nextInt(4));
            return new Spoiled(deep,
                    deep.init(pick(rng, "normal(1)", "uniform(2)", "normal(3)")));
        }
    },
    SAME_WEIGHTS("identical-units") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe plain = plain(healthy, 1 + rng.nextInt(3));
            return new Spoiled(plain,
                    plain.init(pick(rng, "constant(0.01)", "constant(0.1)", "ones", "zeros")));
        }
    },
    BORN_DEAD("born-dead", "dead-units") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe plain = plain(healthy, 2 + rng.nextInt(4));
            Recipe relu = plain.hidden(plain.hidden().activation("relu").init("he-normal"));
            return new Spoiled(relu, relu.hidden(relu.hidden().bias(
                    "constant(" + pick(rng, "-4", "-8", "-16") + ")")));
        }
    },
    HIGH_RATE("learning-rate-too-high") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            return new Spoiled(healthy, healthy.rate(pick(rng, 30.0, 100.0, 1000.0)));
        }
    },
    HEAVY_MOMENTUM("learning-rate-too-high") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            String heavy = "sgd(" + pick(rng, "0.02", "0.05", "0.1") + ", momentum=0.99)";
            Recipe plain = plain(healthy, healthy.hidden().depth());
            return new Spoiled(plain,
                    plain.optimizer(Optimizer.of(heavy), pick(rng, 1, 2, 4)));
        }
    },
    LOW_RATE("learning-rate-too-low") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            return new Spoiled(healthy, healthy.rate(pick(rng, 1e-2, 1e-3, 1e-4)));
        }
    },
    LARGE_INPUTS("unscaled-input") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            var units = new Units(pick(rng, 300.0, 3000.0, 30000.0), rng.nextInt(2) == 0, 1);
            return new Spoiled(healthy.scale(Scale.STANDARDIZE), healthy.scale(Scale.NONE), units);
        }
    },
    LARGE_TARGETS("unscaled-target") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            var units = new Units(1, false, pick(rng, 300.0, 3000.0, 30000.0));
            Recipe scaled = healthy.scale(Scale.STANDARDIZE).scaleTarget(Scale.STANDARDIZE);
            return new Spoiled(scaled, scaled.scaleTarget(Scale.NONE), units);
        }

        @Override
        boolean suits(Recipe healthy) {
            return healthy.output().equals("linear");
        }
    },
    WRONG_OUTPUT("output-loss-mismatch") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            String wrong = healthy.outputs() == 1
                    ? pick(rng, "softmax", "relu", "softmax")
                    : pick(rng, "relu", "tanh", "linear");
            return new Spoiled(healthy, healthy.output(wrong, healthy.loss()));
        }
    },
    EXPONENTIAL("exploding-gradient", "poor-initialization") {
        @Override
        Spoiled in(Recipe healthy, Rng rng) {
            Recipe deep = plain(healthy, 3 + rng.nextInt(5));
            return new Spoiled(deep, deep.hidden(deep.hidden().activation("exponential")));
        }
    };

    /// What became of a healthy network.
    ///
    /// @param twin the network without the fault
    /// @param units of the data of both
    record Spoiled(Recipe twin, Recipe faulty, Units units) {
        Spoiled(Recipe twin, Recipe faulty) {
            this(twin, faulty, Units.OWN);
        }
    }

    static final List<Fault> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
    private final Set<String> findings;

    /// @param findings the ids of which any, named first, names the cause rightly
    Fault(String... findings) {
        this.findings = Set.of(findings);
    }

    Set<String> findings() {
        return findings;
    }

    abstract Spoiled in(Recipe healthy, Rng rng);

    /// Whether it can be made in such a network.
    boolean suits(Recipe healthy) {
        return true;
    }

    private static Recipe plain(Recipe healthy, int layers) {
        return healthy.hidden(healthy.hidden().plain(layers));
    }

    @SafeVarargs
    private static <T> T pick(Rng rng, T... choices) {
        return choices[rng.nextInt(choices.length)];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package plumb.bench.clinic;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import plumb.math.Rng;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.optim.Optimizer;
import plumb.remedy.Proof;
import plumb.train.Plan;

/// Draws learning rate, optimizer, activation, initial weights and batch, trains each drawn plan to its
/// end, and keeps the best on the validation rows (Bergstra & Bengio, 2012).
///
/// @param best the best plan after as many steps as were granted
/// @param search trainings until the first draw that passes the proof; infinite without one
/// @param proof trainings of proofs until then, those that failed too
record RandomSearch(Plan best, double search, double proof) {
    private static final List<String> ACTIVATIONS = List.of("relu", "leaky-relu(0.01)", "elu(1)",
            "selu", "tanh", "sigmoid");
    private static final List<String> INITS = List.of("he-normal", "he-uniform", "glorot-normal",
            "glorot-uniform", "lecun-normal", "normal(0.05)");
    private static final List<String> OPTIMIZERS = List.of("sgd(%s)", "sgd(%s, momentum=0.9)",
            "adam(%s)", "rmsprop(%s)");
    private static final List<Integer> BATCHES = List.of(16, 32, 64, 128, 256);
    /// As many trainings are spent at most on the way to a proof.
    private static final double MOST = 40;
    private static final int PAIRS = 3;
    private static final long PROOF = 8_000_001;

    static RandomSearch of(Case subject, double trainings) {
        return new RandomSearch(best(subject, trainings), 0, 0).untilProved(subject);
    }

    /// The best plan after as many steps as so many trainings of the plan take.
    private static Plan best(Case subject, double trainings) {
        var draws = new Draws(subject);
        Plan best = subject.plan();
        double most = Double.NEGATIVE_INFINITY;
        while (draws.spent < trainings) {
            Plan drawn = draws.next();
            double metric = Treatment.metric(drawn, subject.data(), subject.seed());
            if (metric > most) {
                most = metric;
                best = drawn;
            }
        }
        return best;
    }

    /// Every draw that is better than all before it, and than the plan as it was, is put to the proof of
    /// three pairs, until one passes.
    private RandomSearch untilProved(Case subject) {
        var draws = new Draws(subject);
        List<Double> unrepaired = runs(subject, subject.plan());
        double proofs = PAIRS;
        double most = Treatment.metric(subject.plan(), subject.data(), subject.seed());
        while (draws.spent + proofs < MOST) {
            Plan drawn = draws.next();
            double metric = Treatment.metric(drawn, subject.data(), subject.seed());
            if (!(metric > most)) continue;
            most = metric;
            proofs += PAIRS * steps(subject, drawn) / steps(subject, subject.plan());
            var proof = new Proof(unrepaired, runs(subject, drawn), List.of(), 0);
            if (proof.worstBest() > Math.max(0, proof.spread()))
                return new RandomSearch(best, draws.spent, proofs);
        }
        return new RandomSearch(best, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static List<Double> runs(Case subject, Plan plan) {
        return LongStream.range(PROOF, PROOF + PAIRS)
                .mapToObj(seed -> Treatment.metric(plan, subject.data(), seed)).toList();
    }

    private static double steps(Case subject, Plan plan) {
        return plan.length().steps(subject.data().train().length, plan.batch());
    }

    /// The plans that are drawn, the same whenever they are drawn again.
    private static final class Draws {
        private final Case subject;
        private final Rng rng;
        private final Draw draw;
        /// On all that were drawn, in trainings of the plan.
        private double spent;

        Draws(Case subject) {
            this.subject = subject;
            rng = new Rng(subject.seed(), Rng.Stream.TRIAL, 2, 0);
            draw = new Draw(rng);
        }

        Plan next() {
            Plan drawn = draw(subject.plan(), draw, rng);
            spent += steps(subject, drawn) / steps(subject, subject.plan());
            return drawn;
        }
    }

    private static Plan draw(Plan plan, Draw draw, Rng rng) {
        Init init = Init.of(draw.of(INITS));
        Activation activation = Activation.of(draw.of(ACTIVATIONS));
        String rate = String.format(Locale.ROOT, "%.1e",
                Math.pow(10, rng.uniform(-5, 0)));
        int last = plan.network().layers().size() - 1;
        var output = plan.network().output();
        var hidden = plan.network().map(layer -> layer.withInit(init).withActivation(activation));
        return plan.network(hidden.with(last, output.withInit(init)))
                .optimizer(Optimizer.of(draw.of(OPTIMIZERS).formatted(rate)))
                .batch(draw.of(BATCHES));
    }
}

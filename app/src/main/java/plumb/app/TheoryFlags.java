package plumb.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import plumb.files.Json;
import plumb.nn.Activation;
import plumb.nn.Rectifier;
import plumb.text.InputError;
import plumb.theory.DyingRelu;
import plumb.theory.MeanField;
import plumb.theory.Moments;

/// The flags that ask a question of theory, and its answer.
final class TheoryFlags {
    @Option(names = "--activation", paramLabel = "NAME",
            description = "Without a file: the activation that is asked about, such as tanh or"
                    + " leaky-relu(0.1).")
    private @Nullable String activation;

    @Option(names = "--q", paramLabel = "Q",
            description = "Mean, mean square and mean square of the slope of the activation for"
                    + " pre-activations of mean 0 and variance Q.")
    private @Nullable Double q;

    @Option(names = "--weight-variance", paramLabel = "V",
            description = "What layers come to whose weights have variance V / inputs.")
    private @Nullable Double weightVariance;

    @Option(names = "--bias-variance", paramLabel = "V",
            description = "The variance of the biases. Default: 0.")
    private @Nullable Double biasVariance;

    @Option(names = "--critical",
            description = "All weight variances at which gradients keep their size.")
    private boolean critical;

    @Option(names = "--born-dead",
            description = "The probability that a ReLU network is dead from birth, with --width and"
                    + " --depth.")
    private boolean bornDead;

    @Option(names = "--width", paramLabel = "N", description = "The units of each hidden layer.")
    private @Nullable Integer width;

    @Option(names = "--depth", paramLabel = "N", description = "The number of hidden layers.")
    private @Nullable Integer depth;

    /// An answer as the members of a JSON object and as lines of text.
    record Answered(Consumer<Json> members, String text) {}

    private List<String> given() {
        return Stream.of(activation == null ? null : "--activation", q == null ? null : "--q",
                weightVariance == null ? null : "--weight-variance",
                biasVariance == null ? null : "--bias-variance", critical ? "--critical" : null,
                bornDead ? "--born-dead" : null, width == null ? null : "--width",
                depth == null ? null : "--depth").flatMap(Stream::ofNullable).toList();
    }

    void requireNone(CommandLine verb) {
        given().stream().findFirst().ifPresent(flag -> {
            throw new ParameterException(verb, flag + " asks a question without a FILE");
        });
    }

    /// @throws ParameterException if the flags ask no question, or several
    Answered answer(CommandLine verb, long seed) {
        List<String> given = given();
        boolean named = activation != null;
        if (given.size() == (named ? 4 : 3) && bornDead && width != null && depth != null) {
            if (named && !(phi() instanceof Rectifier.Relu)) {
                throw new InputError("only networks of relu are born dead, not of " + activation);
            }
            return bornDead(verb, seed);
        }
        if (given.equals(List.of("--activation", "--q"))) return moments(verb);
        boolean biased = given.contains("--bias-variance");
        int flags = given.size() - (biased ? 1 : 0);
        if (flags == 2 && given.contains("--activation")) {
            if (weightVariance != null) return field(verb);
            if (critical) return critical(verb);
        }
        throw new ParameterException(verb, (given.isEmpty()
                ? "expected a FILE, or "
                : "these flags ask no question together: " + String.join(" ", given)
                        + "; expected ")
                + "--activation with --q, --weight-variance or --critical, or --born-dead with"
                + " --width and --depth");
    }

    private Activation.Elementwise phi() {
        if (Activation.of(String.valueOf(activation)) instanceof Activation.Elementwise phi) {
            return phi;
        }
        throw new InputError("theory takes activations of single values, not " + activation);
    }

    private static double atLeast0(CommandLine verb, String flag, @Nullable Double value) {
        double v = value == null ? 0 : value;
        if (v >= 0 && Double.isFinite(v)) return v;
        throw new ParameterException(verb, flag + " must be at least 0, got " + v);
    }

    private Answered moments(CommandLine verb) {
        double variance = atLeast0(verb, "--q", q);
        Moments m = Moments.of(phi(), variance);
        return new Answered(json -> json.member("q", variance).member("mean", m.mean())
                .member("meanSquare", m.meanSquare())
                .member("slopeMeanSquare", m.slopeMeanSquare()),
                line("mean", m.mean()) + line("mean square", m.meanSquare())
                        + line("mean square of the slope", m.slopeMeanSquare()));
    }

    private Answered field(CommandLine verb) {
        var field = new MeanField(phi(), atLeast0(verb, "--weight-variance", weightVariance),
                atLeast0(verb, "--bias-variance", biasVariance));
        OptionalDouble reached = field.reachedFrom(1);
        if (reached.isEmpty()) {
            double limit = field.chi(MeanField.HUGE);
            return new Answered(json -> json.member("fixedPoint", Double.POSITIVE_INFINITY)
                    .member("chi", limit).member("gradientFactor", Math.sqrt(limit))
                    .member("depthScale", MeanField.depthScale(limit))
                    .member("phase", field.phase(MeanField.HUGE).toString()),
                    "The signal grows for ever" + (Double.isFinite(limit)
                            ? ".\n" + line("χ where it is large", limit)
                            : ", and gradients without bound.\n"));
        }
        double fixed = reached.getAsDouble();
        double chi = field.chi(fixed);
        double slope = field.slope(fixed);
        boolean stable = field.fixedPoints().stream().filter(p -> p.variance() == fixed)
                .findFirst().map(p -> p.stable()).orElse(true);
        double correlation = fixed > 0 ? field.reachedCorrelation(fixed) : Double.NaN;
        double atPair = fixed > 0 ? field.chi(fixed, correlation) : chi;
        String phase = field.phase(fixed).toString();
        return new Answered(json -> {
            json.member("fixedPoint", fixed).member("chi", chi)
                    .member("gradientFactor", Math.sqrt(chi))
                    .member("depthScale", MeanField.depthScale(chi)).member("phase", phase);
            if (fixed > 0) json.member("correlation", correlation);
            json.member("correlationDepthScale", MeanField.depthScale(atPair))
                    .member("varianceSlope", slope)
                    .member("varianceDepthScale", MeanField.depthScale(slope))
                    .member("stable", stable);
        }, line("fixed point q*", fixed) + line("χ", chi)
                + line("factor of rms(δ) per layer", Math.sqrt(chi))
                + line("depth scale ξ", MeanField.depthScale(chi))
                + (fixed > 0 ? line("correlation of two inputs", correlation) : "")
                + line("its depth scale", MeanField.depthScale(atPair))
                + line("slope of q at q*", slope)
                + line("its depth scale", MeanField.depthScale(slope))
                + "phase " + phase + ", fixed point " + (stable ? "stable" : "unstable") + "\n");
    }

    private Answered critical(CommandLine verb) {
        double biases = atLeast0(verb, "--bias-variance", biasVariance);
        List<MeanField.Critical> all = MeanField.critical(phi(), biases);
        var text = new StringBuilder(all.isEmpty() ? "There is none.\n" : "");
        all.forEach(c -> text.append(line("weight variance", c.weightVariance())
                + line("fixed point q*", c.point().variance()))
                .append(c.point().stable() ? "stable\n" : "unstable\n"));
        return new Answered(json -> json.objects("solutions", all,
                (o, c) -> o.member("fixedPoint", c.point().variance())
                        .member("weightVariance", c.weightVariance())
                        .member("stable", c.point().stable())),
                text.toString());
    }

    private Answered bornDead(CommandLine verb, long seed) {
        int units = Optional.ofNullable(width).orElse(0);
        int layers = Optional.ofNullable(depth).orElse(0);
        if (units < 1 || layers < 1 || units > 1000 || layers > 1000) {
            throw new ParameterException(verb, "--width and --depth must be from 1 to 1000, got "
                    + units + " and " + layers);
        }
        var widths = new int[layers];
        Arrays.fill(widths, units);
        var dead = DyingRelu.of(widths, seed);
        return new Answered(json -> {
            json.member("singleRay", dead.singleRay());
            if (!Double.isNaN(dead.oneInput())) json.member("oneInput", dead.oneInput());
        },
                line("dead for a given input", dead.singleRay())
                        + (Double.isNaN(dead.oneInput())
                                ? ""
                                : String.format(Locale.ROOT, "%-28s %.3f%n",
                                        "dead with a single input", dead.oneInput())));
    }

    private static String line(String name, double value) {
        return String.format(Locale.ROOT, "%-28s %.10g%n", name, value);
    }
}

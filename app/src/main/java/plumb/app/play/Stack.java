package plumb.app.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import plumb.data.Scale;
import plumb.nn.Activation;
import plumb.nn.Blueprint;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Loss;
import plumb.nn.Squashing;
import plumb.optim.Clip;
import plumb.optim.Optimizer;
import plumb.optim.Schedule;
import plumb.remedy.AddSkips;
import plumb.remedy.ClipGradients;
import plumb.remedy.Initialize;
import plumb.remedy.Normalize;
import plumb.remedy.OptimizeWith;
import plumb.remedy.Remedy;
import plumb.remedy.Revive;
import plumb.remedy.ScaleInputs;
import plumb.remedy.ScaleTargets;
import plumb.remedy.SetLearningRate;
import plumb.remedy.SetOutput;
import plumb.remedy.SwapActivation;
import plumb.remedy.SwapRecurrent;
import plumb.remedy.WarmUp;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Nearest;
import plumb.train.ClassWeight;
import plumb.train.Length;
import plumb.train.Plan;
import plumb.train.Stop;

/// A network of equally wide dense layers and how it is trained, each part by the name of its control.
///
/// Its plan is that of the layers, changed by Plumb's own remedies where there are skips and
/// normalizations: what a repair does to the plan is a change of these parts.
///
/// @param depth the number of hidden layers
/// @param activations of the layers from the first on; the last one goes on
record Stack(int depth, int width, List<Activation.Elementwise> activations, Init init,
        Optional<Layer> normalization, boolean skips, Optimizer optimizer, int batch, Clip clip,
        Schedule schedule, Scale scale) {
    static final int DEEPEST = 50;
    static final int WIDEST = 32;
    static final int LARGEST_BATCH = 512;

    static final Stack DEFAULT = new Stack(4, 8, List.of(new Squashing.Tanh()),
            new Init.GlorotUniform(), Optional.empty(), false, Optimizer.of("adam(0.01)"), 32,
            new Clip.None(), new Schedule.Constant(), Scale.NONE);

    static final List<String> KEYS = List.copyOf(DEFAULT.texts().keySet());

    Stack {
        Numbers.require("depth", depth, 1, DEEPEST);
        Numbers.require("width", width, 1, WIDEST);
        Numbers.require("batch", batch, 1, LARGEST_BATCH);
        if (activations.isEmpty()) throw new InputError("activation needs at least one name");
        activations = trimmed(activations);
        if (normalization.filter(layer -> !layer.normalizes()).isPresent()) {
            throw new InputError("normalization must be none, batch-norm or layer-norm, got "
                    + normalization.get());
        }
    }

    /// Without equal ones at the end: the last goes on.
    private static List<Activation.Elementwise> trimmed(List<Activation.Elementwise> all) {
        int end = all.size();
        while (end > 1 && all.get(end - 1).equals(all.get(end - 2))) end--;
        return List.copyOf(all.subList(0, end));
    }

    /// The activation of a hidden layer, from 0.
    Activation.Elementwise activation(int layer) {
        return activations.get(Math.min(layer, activations.size() - 1));
    }

    /// What is trained, for so many steps.
    Plan plan(long steps) {
        var layers = new ArrayList<Layer>();
        var zeros = Optional.<Init>of(new Init.Zeros());
        for (int l = 0; l < depth; l++) {
            layers.add(new Dense(width, activation(l), init, zeros, 0));
        }
        layers.add(new Dense(1, new Squashing.Sigmoid(), init, zeros, 0));
        var plan = new Plan(new Blueprint(layers), new Loss.BinaryCrossEntropy(), optimizer,
                schedule, clip, batch, new Length.Steps(steps), new Stop.None(), scale,
                Scale.NONE, new ClassWeight.None());
        Plan skipping = skips ? new AddSkips().apply(plan) : plan;
        return normalization.map(layer -> new Normalize(layer).apply(skipping)).orElse(skipping);
    }

    /// The same with what a remedy changes: its plan is that which the remedy makes.
    Stack with(Remedy remedy, long steps) {
        return switch (remedy) {
            case SwapActivation swap -> {
                Stack swapped = with(swap.activation());
                yield swap.init().map(swapped::init).orElse(swapped);
            }
            case Initialize initialize -> init(initialize.init());
            case Normalize normalize -> normalization(Optional.of(normalize.normalization()));
            case AddSkips _ -> skips(true);
            case ClipGradients clipped -> clip(clipped.clip());
            case SetLearningRate set -> optimizer(optimizer.withLearningRate(set.rate()));
            case OptimizeWith other -> optimizer(other.optimizer());
            case WarmUp slow -> schedule(slow.apply(plan(steps)).schedule());
            case ScaleInputs _ -> scale(Scale.STANDARDIZE);
            // The output suits the two classes already, nothing is recurrent, and a repair begins anew.
            case SetOutput _,ScaleTargets _,SwapRecurrent _,Revive _ -> this;
        };
    }

    private Stack with(Activation other) {
        boolean none = IntStream.range(0, depth)
                .allMatch(l -> activation(l) instanceof Activation.Linear);
        var changed = new ArrayList<Activation.Elementwise>();
        for (int l = 0; l < depth; l++) {
            changed.add(none || !(activation(l) instanceof Activation.Linear)
                    ? (Activation.Elementwise) other
                    : activation(l));
        }
        return activations(changed);
    }

    /// The parts by their names, as texts.
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("depth", Integer.toString(depth));
        texts.put("width", Integer.toString(width));
        texts.put("activation", activationText());
        texts.put("init", init.toString());
        texts.put("normalization", normalizationText());
        texts.put("skips", Boolean.toString(skips));
        texts.put("optimizer", optimizer.toString());
        texts.put("batch", Integer.toString(batch));
        texts.put("clip", clip.toString());
        texts.put("schedule", schedule.toString());
        texts.put("scale", scale.toString());
        return texts;
    }

    String normalizationText() {
        return normalization.map(Layer::toString).orElse("none");
    }

    /// The activations, equal ones in a row once, with ` x N`.
    String activationText() {
        var runs = new ArrayList<String>();
        for (int i = 0, next; i < activations.size(); i = next) {
            next = i + 1;
            while (next < activations.size() && activations.get(next).equals(activations.get(i)))
                next++;
            runs.add(activations.get(i) + (next - i > 1 ? " x " + (next - i) : ""));
        }
        return String.join("; ", runs);
    }

    /// The same with another text for one of its parts.
    Stack with(String key, String text) {
        return switch (key) {
            case "depth" -> depth(Numbers.whole(key, text, 1, DEEPEST));
            case "width" -> width(Numbers.whole(key, text, 1, WIDEST));
            case "activation" -> activations(Arrays.stream(text.split(";")).map(String::strip)
                    .flatMap(entry -> activations(entry).stream()).limit(DEEPEST).toList());
            case "init" -> init(Init.of(text));
            case "normalization" -> normalization(
                    text.equals("none") ? Optional.empty() : Optional.of(Layer.of(text)));
            case "skips" -> skips(Numbers.truth(key, text));
            case "optimizer" -> optimizer(Optimizer.of(text));
            case "batch" -> batch(Numbers.whole(key, text, 1, LARGEST_BATCH));
            case "clip" -> clip(Clip.of(text));
            case "schedule" -> schedule(Schedule.of(text));
            case "scale" -> scale(Scale.of(text));
            default -> throw new InputError(
                    "unknown key \"" + key + "\"; " + Nearest.suggestion(key, KEYS));
        };
    }

    private static List<Activation.Elementwise> activations(String entry) {
        List<Activation> parsed = Grammar.parseRepeated(Activation.class, entry);
        if (parsed.getFirst() instanceof Activation.Elementwise activation) {
            return Collections.nCopies(Math.min(parsed.size(), DEEPEST), activation);
        }
        throw new InputError("activation: " + parsed.getFirst()
                + " takes a whole layer at once and suits an output, not hidden layers");
    }

    Stack depth(int changed) {
        return new Stack(changed, width, activations, init, normalization, skips, optimizer, batch,
                clip, schedule, scale);
    }

    Stack width(int changed) {
        return new Stack(depth, changed, activations, init, normalization, skips, optimizer, batch,
                clip, schedule, scale);
    }

    Stack activations(List<Activation.Elementwise> changed) {
        return new Stack(depth, width, changed, init, normalization, skips, optimizer, batch, clip,
                schedule, scale);
    }

    Stack init(Init changed) {
        return new Stack(depth, width, activations, changed, normalization, skips, optimizer, batch,
                clip, schedule, scale);
    }

    Stack normalization(Optional<Layer> changed) {
        return new Stack(depth, width, activations, init, changed, skips, optimizer, batch, clip,
                schedule, scale);
    }

    Stack skips(boolean changed) {
        return new Stack(depth, width, activations, init, normalization, changed, optimizer, batch,
                clip, schedule, scale);
    }

    Stack optimizer(Optimizer changed) {
        return new Stack(depth, width, activations, init, normalization, skips, changed, batch,
                clip, schedule, scale);
    }

    Stack batch(int changed) {
        return new Stack(depth, width, activations, init, normalization, skips, optimizer, changed,
                clip, schedule, scale);
    }

    Stack clip(Clip changed) {
        return new Stack(depth, width, activations, init, normalization, skips, optimizer, batch,
                changed, schedule, scale);
    }

    Stack schedule(Schedule changed) {
        return new Stack(depth, width, activations, init, normalization, skips, optimizer, batch,
                clip, changed, scale);
    }

    Stack scale(Scale changed) {
        return new Stack(depth, width, activations, init, normalization, skips, optimizer, batch,
                clip, schedule, changed);
    }
}

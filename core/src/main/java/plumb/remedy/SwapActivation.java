package plumb.remedy;

import java.util.Optional;
import java.util.stream.Collectors;
import plumb.nn.Activation;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Prelu;
import plumb.nn.Rectifier;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.train.Plan;

/// Another activation in all hidden layers that have one, or in all if none has: a linear layer in
/// front of a normalization or of an activation of its own stays linear.
///
/// @param init initial weights of all layers that go with it, as by [Initialize]; absent, they stay
public record SwapActivation(Activation activation, @Default("none") Optional<Init> init)
        implements
            Remedy {
    SwapActivation(Activation activation) {
        this(activation, Optional.empty());
    }

    /// An activation with the initial weights that were derived for it.
    static SwapActivation suited(Activation activation) {
        return new SwapActivation(activation, Optional.of(suiting(activation)));
    }

    /// The initial weights that keep signal and gradient in layers of an activation about as they are:
    /// He et al. (2015) for rectifiers, LeCun (1998) for selu (Klambauer et al., 2017), Glorot & Bengio
    /// (2010) for those of slope 1 at 0.
    static Init suiting(Activation activation) {
        if (activation instanceof Rectifier.Selu) return new Init.LecunNormal();
        return activation instanceof Rectifier ? new Init.HeNormal() : new Init.GlorotUniform();
    }

    @Override
    public Plan apply(Plan plan) {
        boolean none = HiddenLayers.of(plan).noneMatch(SwapActivation::nonlinear);
        Plan swapped = HiddenLayers.map(plan, layer -> none || nonlinear(layer)
                ? layer.withActivation(activation)
                : layer);
        return init.map(i -> new Initialize(i).apply(swapped)).orElse(swapped);
    }

    @Override
    public String change(Plan plan) {
        return "activation of " + HiddenLayers.words(plan) + ": "
                + own(plan) + " → " + activation
                + init.map(i -> new Initialize(i).change(plan)).filter(part -> !part.isEmpty())
                        .map(part -> ", " + part).orElse("");
    }

    private static boolean nonlinear(Layer layer) {
        return layer instanceof Prelu || !(layer.activation() instanceof Activation.Linear);
    }

    /// The activations that others take the place of, each once, with commas between.
    private static String own(Plan plan) {
        String own = HiddenLayers.of(plan).filter(SwapActivation::nonlinear)
                .map(l -> l instanceof Prelu ? l.toString() : l.activation().toString())
                .distinct().collect(Collectors.joining(", "));
        return own.isEmpty() ? new Activation.Linear().toString() : own;
    }

    @Override
    public int size() {
        return init.isPresent() ? 3 : 2;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

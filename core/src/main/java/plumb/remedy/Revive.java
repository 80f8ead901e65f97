package plumb.remedy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.nn.Dense;
import plumb.nn.Init;
import plumb.nn.Layer;
import plumb.nn.Network;
import plumb.text.Grammar;
import plumb.train.Plan;
import plumb.train.Training;

/// Dead units, and units that repeat another weight by weight, drawn again while the training goes on.
///
/// A unit is dead if it passed no gradient for any row of the last epoch. It gets new incoming weights, by
/// the rule of its layer or, where that draws nothing, by the one that suits its activation; a bias of
/// 0; and outgoing weights of 0 to all units that stay, so that the network goes on with the function
/// that it has. What a repeated unit gave is added to what its twin gives. A unit that is drawn again learns
/// from the second step on, once its outgoing weights have left 0.
///
/// It concerns dense layers in front of dense ones, in networks without blocks. It misleads where the
/// learning rate killed the units and stays: they die again.
public record Revive() implements Remedy {
    /// Whether there is a layer whose units it can draw again.
    static boolean suits(Plan plan) {
        List<Layer> layers = plan.network().layers();
        return layers.equals(plan.network().flat()) && IntStream.range(1, layers.size())
                .anyMatch(l -> followed(layers, l - 1));
    }

    private static boolean followed(List<Layer> layers, int layer) {
        return layers.get(layer) instanceof Dense && layers.get(layer + 1) instanceof Dense;
    }

    @Override
    public Plan apply(Plan plan) {
        return plan;
    }

    @Override
    public String change(Plan plan) {
        return "dead and repeated units drawn again";
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public Start start() {
        return Start.PRESENT;
    }

    @Override
    public void change(Training training) {
        Network network = training.network();
        List<Layer> layers = network.blueprint().layers();
        // Of each unit of each layer, whose twin it is; itself if it is dead, -1 if it stays.
        var twins = new int[layers.size()][];
        for (int l = 0; l < layers.size(); l++) {
            twins[l] = l + 1 < layers.size() && followed(layers, l)
                    ? twins(network, l, training.silent(l))
                    : stay(units(network, l));
        }
        for (int l = 0; l + 1 < layers.size(); l++) {
            if (!followed(layers, l)) continue;
            leave(weights(network, l + 1), twins[l], twins[l + 1]);
            draw(network, l, twins[l], new Rng(training.settings().seed() + training.steps(),
                    Rng.Stream.INIT, l));
        }
    }

    private static int[] stay(int units) {
        var twins = new int[units];
        Arrays.fill(twins, -1);
        return twins;
    }

    private static int[] twins(Network network, int layer, int[] dead) {
        Tensor w = weights(network, layer);
        int[] twins = stay(w.columns());
        for (int unit : dead) twins[unit] = unit;
        var seen = new HashMap<List<Float>, Integer>();
        for (int unit = 0; unit < twins.length; unit++) {
            if (twins[unit] == unit) continue;
            Integer twin = seen.putIfAbsent(incoming(network, layer, unit), unit);
            if (twin != null) twins[unit] = twin;
        }
        return twins;
    }

    private static List<Float> incoming(Network network, int layer, int unit) {
        return parameters(network, layer).stream()
                .flatMap(m -> IntStream.range(0, m.rows()).mapToObj(i -> m.get(i, unit))).toList();
    }

    /// Takes what a layer's units give from the next layer's units that stay.
    private static void leave(Tensor outgoing, int[] twins, int[] next) {
        for (int unit = 0; unit < twins.length; unit++) {
            if (twins[unit] < 0) continue;
            for (int to = 0; to < next.length; to++) {
                if (next[to] >= 0) continue;
                if (twins[unit] != unit) {
                    outgoing.set(twins[unit], to,
                            outgoing.get(twins[unit], to) + outgoing.get(unit, to));
                }
                outgoing.set(unit, to, 0);
            }
        }
    }

    private static void draw(Network network, int layer, int[] twins, Rng rng) {
        Tensor w = weights(network, layer);
        Dense dense = (Dense) network.blueprint().layers().get(layer);
        Init init = dense.init().random()
                ? dense.init()
                : SwapActivation.suiting(dense.activation());
        var drawn = Tensor.of(new float[w.size()], 0, w.rows(), w.columns());
        init.draw(drawn, new Init.Fans(w.rows(), w.columns()), rng);
        for (int unit = 0; unit < twins.length; unit++) {
            if (twins[unit] < 0) continue;
            for (int i = 0; i < w.rows(); i++) w.set(i, unit, drawn.get(i, unit));
            if (dense.bias().isPresent()) parameters(network, layer).getLast().set(0, unit, 0);
        }
    }

    private static int units(Network network, int layer) {
        List<Tensor> parameters = parameters(network, layer);
        return parameters.isEmpty() ? 0 : parameters.getFirst().columns();
    }

    private static Tensor weights(Network network, int layer) {
        return parameters(network, layer).getFirst();
    }

    private static List<Tensor> parameters(Network network, int layer) {
        return network.parametersOf(layer, network.parameters());
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

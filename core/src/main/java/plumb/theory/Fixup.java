package plumb.theory;

import java.util.List;
import java.util.Optional;
import plumb.nn.Blueprint;
import plumb.nn.Layer;
import plumb.nn.Residual;

/// Initial weights with which residual networks without normalization can be deep (Zhang, Dauphin & Ma,
/// 2019): the last weights of each branch are 0, the others as by He times L^(−1/(2m − 2)), so that a
/// step changes what the network gives by as much at any depth.
///
/// @param blocks L, how many blocks there are
/// @param layers m ≥ 1, how many layers of a branch have weights
public record Fixup(int blocks, int layers) {
    /// What the weights of a branch are multiplied by, but for the last of them, which are 0; 1 of a
    /// branch that has no others.
    public double factor() {
        return layers == 1 ? 1 : Math.pow(blocks, -1 / (2.0 * layers - 2));
    }

    /// For a network of blocks without normalization, whose branches have equally many layers.
    static Optional<Fixup> of(Blueprint network) {
        List<Residual> blocks = network.layers().stream().filter(Residual.class::isInstance)
                .map(Residual.class::cast).toList();
        List<Integer> layers = blocks.stream()
                .map(b -> (int) b.branch().stream().filter(l -> !l.inits().isEmpty()).count())
                .distinct().toList();
        boolean normalizes = network.flat().stream().anyMatch(Layer::normalizes);
        return normalizes || layers.size() != 1 || layers.getFirst() == 0
                ? Optional.empty()
                : Optional.of(new Fixup(blocks.size(), layers.getFirst()));
    }
}

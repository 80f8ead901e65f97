package plumb.nn;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Default;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Require;

/// A block whose input skips its branch of layers, `y = x + gain·branch(x)`.
///
/// With a gain of 1 it is the plain sum of He et al. (2016); any other gain is a parameter that starts
/// there and is trained: 0 is SkipInit (De, Smith, 2020). The branch must keep the shape. As a layer
/// by itself this record is the sum at the block's end: its `x` is what the branch gave.
public record Residual(List<Layer> branch, @Default("1") double gain) implements Layer {
    public Residual {
        branch = List.copyOf(branch);
        if (branch.isEmpty()) throw new InputError("residual needs at least one layer");
        Require.finite(gain, "gain");
    }

    @Override
    public Shape outputs(Shape inputs) {
        Shape shape = inputs;
        for (Layer layer : branch) shape = layer.outputs(shape);
        if (!shape.sizes().equals(inputs.sizes())) {
            throw new InputError("the branch of a residual block must keep the shape: it gets "
                    + inputs + " and gives " + shape);
        }
        return shape;
    }

    /// The block with every layer of its branch, also those in blocks of its own, replaced.
    public Residual map(UnaryOperator<Layer> change) {
        return new Residual(branch.stream().map(l -> l instanceof Residual block
                ? block.map(change)
                : change.apply(l)).toList(), gain);
    }

    private boolean trained() {
        return gain != 1;
    }

    @Override
    public List<Parameter> parameters(Shape inputs) {
        return trained() ? List.of(new Parameter("gain", 1, 1)) : List.of();
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        if (trained()) parameters.getFirst().fill((float) gain);
    }

    @Override
    public int kept(Shape inputs) {
        return inputs.size();
    }

    @Override
    public void forward(Frame f) {
        float[] x = f.x().data();
        float[] skip = Objects.requireNonNull(f.skip()).data();
        float[] y = f.y().data();
        float g = gainOf(f);
        int n = f.y().size();
        for (int i = 0; i < n; i++) y[i] = skip[i] + g * x[i];
        f.tally().output(f.y());
    }

    /// Keeps `dy` for the place where the block begins.
    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        float[] dy = f.dy().data();
        int n = f.dy().size();
        System.arraycopy(dy, 0, f.kept().data(), 0, n);
        if (trained()) {
            float[] x = f.x().data();
            double sum = 0;
            for (int i = 0; i < n; i++) sum += (double) dy[i] * x[i];
            f.gradients().getFirst().set(0, 0, (float) sum);
        }
        float g = gainOf(f);
        for (int i = 0; i < n; i++) dy[i] *= g;
    }

    private float gainOf(Frame f) {
        return trained() ? f.parameters().getFirst().get(0, 0) : 1;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

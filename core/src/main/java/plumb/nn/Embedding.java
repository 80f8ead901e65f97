package plumb.nn;

import java.util.Arrays;
import java.util.List;
import plumb.math.Rng;
import plumb.math.Tensor;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Require;

/// A vector for each word of a vocabulary: a sequence of n whole numbers from 0 to vocabulary − 1,
/// `[n]`, becomes the rows of `weights` `[vocabulary][size]` with these numbers, `[n][size]`.
///
/// The vectors begin uniform in ±0.05, as in Keras; the source is Bengio et al. (2003). The numbers are
/// names: no gradient leads back to them, and scaling makes them useless.
public record Embedding(int vocabulary, int size) implements Layer {
    public Embedding {
        Require.atLeastOne(vocabulary, "vocabulary");
        Require.atLeastOne(size, "size");
    }

    @Override
    public Shape outputs(Shape inputs) {
        if (inputs.sizes().size() != 1) {
            throw new InputError(this + " takes rows of whole numbers, one size, but a row has "
                    + inputs);
        }
        return new Shape(List.of(inputs.size(), size), true);
    }

    @Override
    public List<Parameter> parameters(Shape inputs) {
        return List.of(new Parameter("weights", vocabulary, size));
    }

    @Override
    public void initialize(List<Tensor> parameters, Shape inputs, Rng rng) {
        new Init.Uniform(0.05, 0).draw(parameters.getFirst(), new Init.Fans(vocabulary, size), rng);
    }

    @Override
    public void forward(Frame f) {
        Tensor w = f.parameters().getFirst();
        float[] x = f.x().data();
        int n = f.x().size();
        for (int i = 0; i < n; i++) {
            System.arraycopy(w.data(), w.offset() + index(x[i]) * size, f.y().data(), i * size,
                    size);
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        Tensor gradient = f.gradients().getFirst();
        gradient.fill(0);
        float[] g = gradient.data();
        float[] x = f.x().data();
        float[] dy = f.dy().data();
        int n = f.x().size();
        for (int i = 0; i < n; i++) {
            int at = gradient.offset() + index(x[i]) * size;
            for (int j = 0; j < size; j++) g[at + j] += dy[i * size + j];
        }
        if (f.dx() != null) Arrays.fill(f.dx().data(), 0, n, 0f);
    }

    /// Requires a number to be in the vocabulary.
    ///
    /// @throws InputError if it is not
    public void requireWord(float word) {
        index(word);
    }

    private int index(float word) {
        int index = (int) word;
        if (index == word && index >= 0 && index < vocabulary) return index;
        throw new InputError(this + " takes whole numbers from 0 to " + (vocabulary - 1) + ", got "
                + (Float.isFinite(word) ? Grammar.number(word) : word));
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

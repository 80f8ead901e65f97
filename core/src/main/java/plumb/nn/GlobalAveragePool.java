package plumb.nn;

import java.util.Arrays;
import plumb.text.Grammar;

/// The mean of each channel over all pixels of an image or steps of a sequence: `[channels]`.
///
/// Source: Lin, Chen and Yan (2014).
public record GlobalAveragePool() implements Layer {
    @Override
    public Shape outputs(Shape inputs) {
        return Shape.of(inputs.channels());
    }

    @Override
    public void forward(Frame f) {
        float[] x = f.x().data();
        float[] y = f.y().data();
        int channels = f.y().columns();
        int size = f.inputs().size();
        float share = 1f / f.inputs().positions();
        for (int row = 0; row < f.rows(); row++) {
            int to = row * channels;
            Arrays.fill(y, to, to + channels, 0);
            for (int at = row * size; at < (row + 1) * size; at += channels) {
                for (int c = 0; c < channels; c++) y[to + c] += x[at + c];
            }
            for (int i = to; i < to + channels; i++) y[i] *= share;
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null) return;
        float[] dx = f.dx().data();
        float[] delta = f.dz().data();
        int channels = f.y().columns();
        int size = f.inputs().size();
        float share = 1f / f.inputs().positions();
        int n = f.dy().size();
        System.arraycopy(f.dy().data(), 0, delta, 0, n);
        for (int i = 0; i < n; i++) delta[i] *= share;
        for (int row = 0; row < f.rows(); row++) {
            for (int at = row * size; at < (row + 1) * size; at += channels) {
                System.arraycopy(delta, row * channels, dx, at, channels);
            }
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

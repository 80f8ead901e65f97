package plumb.nn;

import java.util.Arrays;
import plumb.text.Grammar;
import plumb.text.Require;

/// The mean of each square of `size` times `size` pixels, channel by channel.
///
/// The squares are those of [MaxPool].
public record AveragePool(int size) implements Layer {
    public AveragePool {
        Require.atLeastOne(size, "size");
    }

    @Override
    public Shape outputs(Shape inputs) {
        return Squares.of(inputs, size, this).outputs();
    }

    @Override
    public void forward(Frame f) {
        Squares s = Squares.of(f.inputs(), size, this);
        float[] x = f.x().data();
        float[] y = f.y().data();
        float share = share();
        int channels = s.image().channels();
        for (int square = 0, to = 0; to < f.y().size(); square++, to += channels) {
            int from = s.start(square);
            Arrays.fill(y, to, to + channels, 0);
            for (int i = 0; i < size; i++) {
                int first = from + i * s.line();
                for (int at = first; at < first + size * channels; at += channels) {
                    for (int c = 0; c < channels; c++) y[to + c] += x[at + c];
                }
            }
            for (int i = to; i < to + channels; i++) y[i] *= share;
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null) return;
        Squares s = Squares.of(f.inputs(), size, this);
        float[] dx = f.dx().data();
        float[] delta = f.dz().data();
        float share = share();
        System.arraycopy(f.dy().data(), 0, delta, 0, f.dy().size());
        Arrays.fill(dx, 0, f.dx().size(), 0);
        int channels = s.image().channels();
        for (int square = 0, to = 0; to < f.dy().size(); square++, to += channels) {
            int from = s.start(square);
            for (int i = 0; i < size; i++) {
                int first = from + i * s.line();
                for (int at = first; at < first + size * channels; at += channels) {
                    for (int c = 0; c < channels; c++) dx[at + c] = delta[to + c] * share;
                }
            }
        }
    }

    private float share() {
        return (float) (1 / ((double) size * size));
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

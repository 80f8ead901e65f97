package plumb.nn;

import java.util.Arrays;
import plumb.text.Grammar;
import plumb.text.Require;

/// The largest value of each square of `size` times `size` pixels, channel by channel.
///
/// The squares do not overlap, and pixels on the right and at the bottom that fill none are left out, as
/// in Keras: `[height][width][channels]` becomes `[height/size][width/size][channels]`, rounded down. The
/// gradient goes to the first of the largest values, from left to right and then from top to bottom.
public record MaxPool(int size) implements Layer {
    public MaxPool {
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
        int channels = s.image().channels();
        for (int square = 0, to = 0; to < f.y().size(); square++, to += channels) {
            int from = s.start(square);
            System.arraycopy(x, from, y, to, channels);
            for (int i = 0; i < size; i++) {
                int first = from + i * s.line();
                for (int at = first; at < first + size * channels; at += channels) {
                    for (int c = 0; c < channels; c++) y[to + c] = Math.max(y[to + c], x[at + c]);
                }
            }
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null) return;
        Squares s = Squares.of(f.inputs(), size, this);
        float[] x = f.x().data();
        float[] dx = f.dx().data();
        float[] delta = f.dz().data();
        System.arraycopy(f.dy().data(), 0, delta, 0, f.dy().size());
        Arrays.fill(dx, 0, f.dx().size(), 0);
        int channels = s.image().channels();
        for (int square = 0, to = 0; to < f.dy().size(); square++, to += channels) {
            int from = s.start(square);
            for (int c = 0; c < channels; c++) dx[largest(s, x, from + c)] = delta[to + c];
        }
    }

    /// Where the first of the largest values of a square is, which begins at `from`.
    private int largest(Squares s, float[] x, int from) {
        int channels = s.image().channels();
        int largest = from;
        for (int i = 0; i < size; i++) {
            int first = from + i * s.line();
            for (int at = first; at < first + size * channels; at += channels) {
                if (x[at] > x[largest]) largest = at;
            }
        }
        return largest;
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

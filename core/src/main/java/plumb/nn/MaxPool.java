package plumb.nn;

import java.util.Arrays;
import plumb.math.Kernels;
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
        Kernels kernels = Kernels.best();
        int channels = s.image().channels();
        int line = s.width() * channels;
        for (int square = 0, to = 0; to < f.y().size(); square += s.width(), to += line) {
            kernels.largest(f.x().data(), s.start(square), s.line(), size, channels, s.width(),
                    f.y().data(), to);
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null) return;
        Squares s = Squares.of(f.inputs(), size, this);
        Kernels kernels = Kernels.best();
        float[] dx = f.dx().data();
        float[] delta = f.dz().data();
        System.arraycopy(f.dy().data(), 0, delta, 0, f.dy().size());
        Arrays.fill(dx, 0, f.dx().size(), 0);
        int channels = s.image().channels();
        int line = s.width() * channels;
        for (int square = 0, to = 0; to < f.dy().size(); square += s.width(), to += line) {
            kernels.toLargest(f.x().data(), dx, s.start(square), s.line(), size, channels,
                    s.width(), f.y().data(), delta, to);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

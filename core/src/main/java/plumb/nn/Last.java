package plumb.nn;

import java.util.Arrays;
import plumb.text.Grammar;

/// The values of the last step of a sequence: `[steps][features]` becomes `[features]`.
public record Last() implements Layer {
    @Override
    public Shape outputs(Shape inputs) {
        inputs.steps(this);
        return Shape.of(inputs.channels());
    }

    @Override
    public void forward(Frame f) {
        int features = f.y().columns();
        int steps = f.inputs().positions();
        for (int row = 0; row < f.rows(); row++) {
            System.arraycopy(f.x().data(), ((row + 1) * steps - 1) * features, f.y().data(),
                    row * features, features);
        }
        f.tally().output(f.y());
    }

    /// The gradients spread out in their own memory, the last row first.
    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null) return;
        int features = f.y().columns();
        int steps = f.inputs().positions();
        float[] d = f.dx().data();
        for (int row = f.rows() - 1; row >= 0; row--) {
            int last = ((row + 1) * steps - 1) * features;
            System.arraycopy(d, row * features, d, last, features);
            Arrays.fill(d, row * steps * features, last, 0f);
        }
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

package plumb.nn;

import plumb.math.Rng;
import plumb.text.Grammar;
import plumb.text.InputError;

/// Random zeros in training, `y = x·m/(1 − rate)` with `m` 0 with probability `rate`, else 1; outside
/// of training `y = x`.
///
/// The mask depends on seed, step, layer and the row's place in the batch, not on the worker that has
/// it. Source: Srivastava et al. (2014), in the inverted form.
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new InputError(
                    "rate must be at least 0 and below 1, got " + Grammar.number(rate));
        }
    }

    @Override
    public Shape outputs(Shape inputs) {
        return inputs;
    }

    @Override
    public int kept(Shape inputs) {
        return inputs.size();
    }

    @Override
    public void forward(Frame f) {
        float[] x = f.x().data();
        float[] y = f.y().data();
        int n = f.y().size();
        if (f.training() && rate > 0) {
            drawMask(f);
            float[] mask = f.kept().data();
            for (int i = 0; i < n; i++) y[i] = x[i] * mask[i];
        } else {
            System.arraycopy(x, 0, y, 0, n);
        }
        f.tally().output(f.y());
    }

    @Override
    public void backward(Frame f) {
        f.tally().gradient(f.dy());
        if (f.dx() == null || !f.training() || rate == 0) return;
        float[] mask = f.kept().data();
        float[] dx = f.dx().data();
        int n = f.dx().size();
        for (int i = 0; i < n; i++) dx[i] *= mask[i];
    }

    private void drawMask(Frame f) {
        float[] mask = f.kept().data();
        float kept = (float) (1 / (1 - rate));
        int limit = (int) Math.min(Integer.MAX_VALUE,
                Math.round(rate * 0x1p32) + Integer.MIN_VALUE);
        int width = f.inputs().size();
        var rng = new Rng(f.moment().seed, Rng.Stream.DROPOUT, f.layer(), f.moment().step);
        for (int row = 0; row < f.rows(); row++) {
            rng.goTo(firstBlock(f.first() + row, width));
            for (int i = row * width; i < (row + 1) * width; i++) {
                mask[i] = rng.nextInt() < limit ? 0 : kept;
            }
        }
    }

    /// Where the random numbers of a row of the batch begin, whoever draws them: in blocks of four.
    static int firstBlock(int row, int width) {
        return row * Math.ceilDiv(width, 4);
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

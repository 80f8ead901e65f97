package plumb.nn;

import plumb.text.Grammar;
import plumb.text.Named;

/// A nonlinearity by itself, `y = φ(x)`.
@Named("activation")
public record ActivationLayer(Activation activation) implements Layer {
    @Override
    public Shape outputs(Shape inputs) {
        return inputs;
    }

    @Override
    public ActivationLayer withActivation(Activation other) {
        return new ActivationLayer(other);
    }

    @Override
    public void forward(Frame f) {
        f.activate(activation);
    }

    @Override
    public void backward(Frame f) {
        f.backThrough(activation);
        if (f.dx() != null) System.arraycopy(f.dz().data(), 0, f.dx().data(), 0, f.dx().size());
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

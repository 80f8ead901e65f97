package plumb.nn;

import plumb.text.Grammar;

/// All values of a row in one sequence, as a dense layer takes them.
public record Flatten() implements Layer.View {
    @Override
    public Shape outputs(Shape inputs) {
        return Shape.of(inputs.size());
    }

    @Override
    public String toString() {
        return Grammar.print(this);
    }
}

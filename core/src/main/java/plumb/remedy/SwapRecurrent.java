package plumb.remedy;

import java.util.Locale;
import plumb.nn.Gru;
import plumb.nn.Layer;
import plumb.nn.Lstm;
import plumb.nn.SimpleRnn;
import plumb.train.Plan;

/// Layers with gates in place of recurrent layers without: gates can learn to hand the gradient on
/// unchanged, over any number of time steps.
public record SwapRecurrent(Cell cell) implements Remedy {
    /// What takes the place of a layer without gates.
    public enum Cell {
        LSTM, GRU;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Plan apply(Plan plan) {
        return HiddenLayers.map(plan, this::gated);
    }

    private Layer gated(Layer layer) {
        if (!(layer instanceof SimpleRnn s)) return layer;
        return switch (cell) {
            case LSTM -> new Lstm(s.units(), s.init(), s.recurrent(), s.l2());
            case GRU -> new Gru(s.units(), s.init(), s.recurrent(), s.l2());
        };
    }

    @Override
    public String change(Plan plan) {
        return "recurrent layers: simple-rnn → " + cell;
    }

    /// Gates have weights of their own.
    @Override
    public int size() {
        return 3;
    }

    @Override
    public String toString() {
        return name() + "(" + cell + ")";
    }
}

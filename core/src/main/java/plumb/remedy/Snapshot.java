package plumb.remedy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import plumb.gauge.History;
import plumb.math.State;
import plumb.train.Training;

/// A training and its history as they were behind one step, in memory.
final class Snapshot {
    private final long step;
    private final Map<String, float[]> floats = new HashMap<>();
    private final Map<String, double[]> numbers = new HashMap<>();

    /// Copies both, between two steps, and not behind one that diverged.
    Snapshot(Training training, History history) {
        this.step = training.steps();
        state(training, history).accept(new Keeping());
    }

    long step() {
        return step;
    }

    /// Puts another training of the same network and optimizer, and its empty history, where these were.
    void putBack(Training training, History history) {
        state(training, history).accept(new PuttingBack());
    }

    private static Consumer<State> state(Training training, History history) {
        return state -> {
            training.state(state.part("training"));
            history.state(state.part("history"), training.network());
        };
    }

    private final class Keeping implements State {
        @Override
        public void fill(String name, float[] values) {
            floats(name, values);
        }

        @Override
        public float[] floats(String name, float[] values) {
            floats.put(name, values.clone());
            return values;
        }

        @Override
        public double[] numbers(String name, double... values) {
            numbers.put(name, values.clone());
            return values;
        }
    }

    private final class PuttingBack implements State {
        @Override
        public void fill(String name, float[] values) {
            System.arraycopy(floats(name, values), 0, values, 0, values.length);
        }

        @Override
        public float[] floats(String name, float[] values) {
            return Objects.requireNonNull(floats.get(name), name).clone();
        }

        @Override
        public double[] numbers(String name, double... values) {
            return Objects.requireNonNull(numbers.get(name), name).clone();
        }
    }
}

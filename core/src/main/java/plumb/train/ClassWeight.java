package plumb.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Nearest;
import plumb.text.Require;

/// How much the rows of each class count, in what training minimizes and in scores.
///
/// Loss and gradient of a row are multiplied by the weight of its class, and their sum is divided by
/// the number of rows, as in Keras, not by the sum of the weights.
public sealed interface ClassWeight {
    /// Parses `none` or `balanced`.
    static ClassWeight of(String text) {
        return switch (text) {
            case "none" -> new None();
            case "balanced" -> new Balanced();
            default -> throw new InputError("class-weight must be none, balanced or a weight for"
                    + " each class, such as {no: 1, yes: 5}; got \"" + text + "\"");
        };
    }

    /// The weight of each class; none if every row counts the same.
    ///
    /// @throws InputError if the target has no such classes
    float[] fit(Dataset data);

    /// Every row counts the same.
    record None() implements ClassWeight {
        @Override
        public float[] fit(Dataset data) {
            return new float[0];
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// Every class counts the same: n / (k·nᶜ) for each of the nᶜ rows of a class, of n training rows
    /// in k classes. A class without training rows has the weight 1.
    record Balanced() implements ClassWeight {
        @Override
        public float[] fit(Dataset data) {
            Target.Classes classes = classes(data, this);
            var count = new int[classes.names().size()];
            for (int row : data.train()) count[classes.of()[row]]++;
            long there = Arrays.stream(count).filter(n -> n > 0).count();
            var weights = new float[count.length];
            for (int c = 0; c < count.length; c++) {
                weights[c] = count[c] == 0
                        ? 1
                        : (float) (data.train().length / ((double) there * count[c]));
            }
            return weights;
        }

        @Override
        public String toString() {
            return Grammar.print(this);
        }
    }

    /// A weight for each class by its name; a class that is not named has the weight 1.
    record Each(Map<String, Double> of) implements ClassWeight {
        public Each {
            if (of.isEmpty()) throw new InputError("class-weight names no class");
            of.forEach((name, weight) -> Require.positive(weight,
                    "the weight of class \"" + name + "\""));
            of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
        }

        @Override
        public float[] fit(Dataset data) {
            List<String> names = classes(data, this).names();
            var weights = new float[names.size()];
            Arrays.fill(weights, 1);
            of.forEach((name, weight) -> {
                int index = names.indexOf(name);
                if (index < 0) {
                    throw new InputError("class-weight: unknown class \"" + name + "\"; "
                            + Nearest.suggestion(name, names));
                }
                weights[index] = weight.floatValue();
            });
            return weights;
        }

        @Override
        public String toString() {
            return of.entrySet().stream()
                    .map(e -> e.getKey() + ": " + Grammar.number(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    private static Target.Classes classes(Dataset data, ClassWeight weight) {
        return switch (data.target()) {
            case Target.Classes classes -> classes;
            case Target.Labels _ -> throw new InputError("class-weight is for one class for each"
                    + " row, but the target has labels: remove " + weight);
            case Target.Values _ -> throw new InputError(
                    "class-weight is for classes, but the target is a number: remove " + weight);
        };
    }
}

package plumb.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.files.Goal;
import plumb.files.Json;
import plumb.files.Model;
import plumb.files.Predictions;

/// What a network says about a row, as fields of a line and as members of an object.
sealed interface Answer {
    static Answer of(Model model, Predictions predictions) {
        List<Goal> goals = model.columns().goals();
        if (model.columns().numbers()) return new Numbers(predictions, goals);
        boolean shares = model.givesProbabilities();
        return model.columns().labels()
                ? new Labels(predictions, goals, shares)
                : new OneClass(predictions, model.columns().classes(), shares);
    }

    List<String> header();

    List<String> fields(int row);

    void members(Json json, int row);

    /// A class, and the probability of each if the outputs are probabilities.
    record OneClass(Predictions predictions, List<String> classes, boolean shares)
            implements
                Answer {
        @Override
        public List<String> header() {
            Stream<String> probabilities = shares
                    ? classes.stream().map(c -> "probability:" + c)
                    : Stream.empty();
            return Stream.concat(Stream.of("class"), probabilities).toList();
        }

        @Override
        public List<String> fields(int row) {
            Stream<String> probabilities = shares
                    ? IntStream.range(0, classes.size())
                            .mapToObj(c -> number(predictions.share(row, c)))
                    : Stream.empty();
            return Stream.concat(Stream.of(predictions.className(row).orElse("")), probabilities)
                    .toList();
        }

        @Override
        public void members(Json json, int row) {
            json.member("class", predictions.className(row).orElse(null));
            if (!shares) return;
            json.object("probabilities", p -> {
                for (int c = 0; c < classes.size(); c++) {
                    p.member(classes.get(c), predictions.share(row, c));
                }
            });
        }
    }

    /// A class for each target, and the probability of the second if the outputs are probabilities.
    record Labels(Predictions predictions, List<Goal> goals, boolean shares) implements Answer {
        @Override
        public List<String> header() {
            var names = new ArrayList<String>();
            for (Goal goal : goals) {
                names.add("class:" + goal.name());
                if (shares) names.add("probability:" + goal.name() + "=" + goal.classes().get(1));
            }
            return names;
        }

        @Override
        public List<String> fields(int row) {
            var fields = new ArrayList<String>();
            for (int j = 0; j < goals.size(); j++) {
                fields.add(predictions.label(row, j).orElse(""));
                if (shares) fields.add(number(predictions.ofLabel(row, j)));
            }
            return fields;
        }

        @Override
        public void members(Json json, int row) {
            json.object("classes", o -> {
                for (int j = 0; j < goals.size(); j++) {
                    o.member(goals.get(j).name(), predictions.label(row, j).orElse(null));
                }
            });
            if (!shares) return;
            json.object("probabilities", o -> {
                for (int j = 0; j < goals.size(); j++) {
                    o.member(goals.get(j).name(), predictions.ofLabel(row, j));
                }
            });
        }
    }

    /// A number, or one for each target.
    record Numbers(Predictions predictions, List<Goal> goals) implements Answer {
        @Override
        public List<String> header() {
            return goals.size() == 1
                    ? List.of("value")
                    : goals.stream().map(goal -> "value:" + goal.name()).toList();
        }

        @Override
        public List<String> fields(int row) {
            return IntStream.range(0, goals.size())
                    .mapToObj(j -> number(predictions.value(row, j))).toList();
        }

        @Override
        public void members(Json json, int row) {
            if (goals.size() == 1) {
                json.member("value", predictions.value(row, 0));
                return;
            }
            json.object("values", o -> {
                for (int j = 0; j < goals.size(); j++) {
                    o.member(goals.get(j).name(), predictions.value(row, j));
                }
            });
        }
    }

    /// A number in single precision, as short as it reads back; nothing where it is not finite.
    private static String number(double value) {
        return Double.isFinite(value) ? Float.toString((float) value) : "";
    }
}

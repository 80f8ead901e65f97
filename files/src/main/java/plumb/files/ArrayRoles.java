package plumb.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumb.text.InputError;
import plumb.text.Nearest;

/// Which arrays of a file are inputs and which are targets, by their names.
///
/// `x`, `data`, `images`, `inputs` and `features` are inputs; `y`, `label`, `labels`, `target` and
/// `targets` are targets; a word `train` or `test` before or behind says which rows: `x_train`,
/// `test_labels`. Upper case does not count.
///
/// @param test the arrays of the test rows
record ArrayRoles(Pair train, Optional<Pair> test) {
    private static final Set<String> INPUTS = Set.of("x", "data", "images", "inputs", "features");
    private static final Set<String> TARGETS = Set.of("y", "label", "labels", "target", "targets");
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");

    /// An array of inputs and the array of their targets, if it was asked for.
    record Pair(String inputs, Optional<String> target) {
        Stream<String> names() {
            return Stream.concat(Stream.of(inputs), target.stream());
        }
    }

    /// The roles of the arrays in a file.
    ///
    /// @param wanted the name of the target array, if the user gave one
    static ArrayRoles of(ArrayFile file, Optional<String> wanted) {
        List<String> names = file.names();
        wanted.filter(name -> !names.contains(name)).ifPresent(name -> {
            throw new InputError(file.path() + ": there is no target array \"" + name + "\"; "
                    + Nearest.suggestion(name, names));
        });
        String inputs = file.own().orElseGet(() -> inputs(file, wanted));
        String target = wanted.orElseGet(() -> single(file, TARGETS, "target", "y"));
        if (inputs.equals(target)) {
            throw new InputError(file.path() + ": \"" + target
                    + "\" is both inputs and target; expected two arrays, such as x and y");
        }
        Optional<String> testInputs = forTest(names, inputs);
        Optional<String> testTarget = forTest(names, target);
        if (testInputs.isPresent() != testTarget.isPresent()) {
            throw new InputError(file.path() + ": has "
                    + testInputs.or(() -> testTarget).orElseThrow() + ", but no "
                    + (testInputs.isPresent() ? "targets" : "inputs") + " for the test; "
                    + there(names));
        }
        return new ArrayRoles(new Pair(inputs, Optional.of(target)),
                testInputs.map(name -> new Pair(name, testTarget)));
    }

    /// The arrays of rows that are not for training: those of the test, if they are marked.
    ///
    /// @param target the name of the target in training, if the target is asked for
    static Pair later(ArrayFile file, Optional<String> target) {
        List<String> names = file.names();
        if (target.isPresent()) {
            Optional<String> marked = file.own().filter(own -> words(own).contains(TEST))
                    .flatMap(_ -> forTest(names, target.get()));
            if (marked.isPresent()) return new Pair(file.own().orElseThrow(), marked);
            ArrayRoles roles = of(file, target.filter(names::contains));
            return file.own().isPresent() ? roles.train : roles.test.orElse(roles.train);
        }
        if (file.own().isPresent()) return new Pair(file.own().get(), Optional.empty());
        if (names.size() == 1) return new Pair(names.getFirst(), Optional.empty());
        return new Pair(names.stream()
                .filter(name -> INPUTS.contains(base(name)) && words(name).contains(TEST))
                .findFirst().orElseGet(() -> single(file, INPUTS, "inputs", "x")),
                Optional.empty());
    }

    /// For people, the arrays of an NPZ file that nothing is read from, and test arrays that stay unread
    /// because the test rows come from elsewhere.
    ///
    /// @param tests the file that the test rows come from, if the user gave one
    List<String> remarks(ArrayFile file, Optional<Path> tests) {
        Optional<Path> elsewhere = tests
                .filter(t -> test.stream().noneMatch(pair -> t.equals(file.file(pair.inputs))));
        Set<String> read = Stream
                .concat(Stream.of(train), test.filter(_ -> elsewhere.isEmpty()).stream())
                .flatMap(Pair::names).collect(Collectors.toSet());
        Stream<String> there = file.own().isEmpty()
                ? file.names().stream()
                : test.stream().flatMap(Pair::names);
        List<String> others = there.filter(name -> !read.contains(name)).toList();
        if (others.isEmpty()) return List.of();
        boolean validation = others.stream()
                .anyMatch(name -> words(name).stream().anyMatch(VALIDATION::contains));
        return List.of(file.path() + ": passed over the arrays " + String.join(", ", others)
                + elsewhere.filter(_ -> test.isPresent())
                        .map(t -> "; the test rows are those of data.test, " + t).orElse("")
                + (validation
                        ? "; validation rows are a share of the training rows, data.validation"
                        : ""));
    }

    /// The inputs; beside a target that was named, the only other array may have any name.
    private static String inputs(ArrayFile file, Optional<String> wanted) {
        List<String> others = file.names().stream()
                .filter(name -> !wanted.equals(Optional.of(name))).toList();
        return wanted.isPresent() && others.size() == 1
                ? others.getFirst()
                : single(file, INPUTS, "inputs", "x");
    }

    private static String single(ArrayFile file, Set<String> known, String what, String example) {
        List<String> found = file.names().stream()
                .filter(name -> known.contains(base(name)) && !words(name).contains(TEST)).toList();
        if (found.size() == 1) return found.getFirst();
        throw new InputError(file.path() + ": "
                + (found.isEmpty()
                        ? "has no array that is named like the " + what + ", such as " + example
                                + " or " + example + "_train"
                        : "has " + found.size() + " arrays that are named like the " + what + ", "
                                + String.join(" and ", found))
                + (what.equals("target") ? "; data.target can name it" : "") + "; "
                + there(file.names()));
    }

    private static Optional<String> forTest(List<String> names, String train) {
        return names.stream()
                .filter(name -> words(name).contains(TEST) && base(name).equals(base(train)))
                .findFirst();
    }

    private static List<String> words(String name) {
        return Arrays.asList(name.toLowerCase(Locale.ROOT).split("[_-]"));
    }

    private static String base(String name) {
        return words(name).stream().filter(word -> !word.equals(TRAIN) && !word.equals(TEST))
                .collect(Collectors.joining("_"));
    }

    private static String there(List<String> names) {
        return names.isEmpty() ? "there are no arrays" : "there: " + String.join(", ", names);
    }
}

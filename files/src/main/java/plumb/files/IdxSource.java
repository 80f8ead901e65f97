package plumb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.data.Target;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A folder with images and labels under the names of MNIST, `train-images-idx3-ubyte` and so on,
/// plain or `.gz`. The `t10k` files, if they are there, are the test rows.
record IdxSource(Path folder, Path images, Path labels, Optional<Path> testImages,
        Optional<Path> testLabels)
        implements
            Source {

    /// Whether a folder has a file of that kind.
    static boolean isOne(Path folder) {
        return Stream.of("train", "t10k").anyMatch(rows -> find(folder, rows + "-images", 3)
                .or(() -> find(folder, rows + "-labels", 1)).isPresent());
    }

    static IdxSource of(Path folder) {
        Optional<Path> images = find(folder, "train-images", 3);
        Optional<Path> labels = find(folder, "train-labels", 1);
        Optional<Path> testImages = find(folder, "t10k-images", 3);
        Optional<Path> testLabels = find(folder, "t10k-labels", 1);
        if (images.isEmpty() || labels.isEmpty()
                || testImages.isPresent() != testLabels.isPresent()) {
            String missing = images.isEmpty()
                    ? "train-images-idx3-ubyte"
                    : labels.isEmpty()
                            ? "train-labels-idx1-ubyte"
                            : testImages.isEmpty()
                                    ? "t10k-images-idx3-ubyte"
                                    : "t10k-labels-idx1-ubyte";
            throw new InputError(folder + ": there is no " + missing + " or " + missing
                    + ".gz in the folder; expected a folder of IDX files");
        }
        return new IdxSource(folder, images.get(), labels.get(), testImages, testLabels);
    }

    private static Optional<Path> find(Path folder, String name, int sizes) {
        return Stream.of("-idx", ".idx").flatMap(separator -> Stream.of("", ".gz")
                .map(end -> folder.resolve(name + separator + sizes + "-ubyte" + end)))
                .filter(Files::isRegularFile).findFirst();
    }

    @Override
    public List<Path> files() {
        return Stream.concat(Stream.of(images, labels),
                Stream.concat(testImages.stream(), testLabels.stream())).toList();
    }

    @Override
    public Prepared prepare(Experiment experiment) {
        if (experiment.data().task() == Task.REGRESSION) {
            throw new InputError(
                    "data.task is regression, but the labels of an IDX folder are classes");
        }
        var parts = new ArrayList<Pair>();
        parts.add(Pair.of(images, labels));
        testImages.ifPresent(i -> parts.add(Pair.of(i, testLabels.orElseThrow())));
        Pair train = parts.getFirst();
        Pair last = parts.getLast();
        if (!last.images.shape().equals(train.images.shape())) {
            throw new InputError(last.images.path() + ": has images of "
                    + last.images.shape() + ", expected " + train.images.shape() + " as in "
                    + train.images.path());
        }
        Columns.requireFew(train.images.shape(), train.images.path());
        long rows = parts.stream().mapToLong(p -> p.images.rows()).sum();
        var inputs = InputStore.of(folder, rows, train.images.rowSize());
        var labels = IntStream.builder();
        for (Pair pair : parts) {
            pair.labels.read(label -> labels.add((int) label[0]));
            pair.images.read(inputs::add);
        }
        int[] numbers = labels.build().toArray();
        int[] names = Arrays.stream(numbers).distinct().sorted().toArray();
        int[] classes = Arrays.stream(numbers).map(n -> Arrays.binarySearch(names, n)).toArray();
        Columns columns = Columns.array(train.images.shape(), "label",
                Arrays.stream(names).mapToObj(String::valueOf).toList());
        var target = new Target.Classes(classes, columns.classes());
        return Prepared.of(new Rows(inputs.inputs(), Optional.of(target), new Gaps()), columns,
                train.images.rows(), experiment);
    }

    /// Reads the test rows of a folder, or its training rows if it has no others, for a network that is
    /// trained.
    ///
    /// @param withTarget whether the labels are read
    static Rows rows(Path folder, Columns columns, boolean withTarget) {
        String which = find(folder, "t10k-images", 3).isPresent() ? "t10k" : "train";
        IdxFile images = IdxFile.images(require(folder, which + "-images", 3));
        if (!columns.isArray() || !images.shape().equals(columns.shape())) {
            throw new InputError(images.path() + ": has images of " + images.shape()
                    + ", but the network was trained on " + (columns.isArray()
                            ? "rows of the shape " + columns.shape()
                            : "a table with the columns " + String.join(", ", columns.names())));
        }
        Optional<Target> target = withTarget
                ? Optional.of(target(new Pair(images,
                        IdxFile.labels(require(folder, which + "-labels", 1))), columns))
                : Optional.empty();
        var inputs = InputStore.of(folder, images.rows(), images.rowSize());
        images.read(inputs::add);
        return new Rows(inputs.inputs(), target, new Gaps());
    }

    private static Path require(Path folder, String name, int sizes) {
        return find(folder, name, sizes).orElseThrow(() -> new InputError(folder + ": there is no "
                + name + "-idx" + sizes + "-ubyte or " + name + "-idx" + sizes
                + "-ubyte.gz in the folder"));
    }

    private static Target target(Pair pair, Columns columns) {
        List<String> names = columns.classes();
        if (names.isEmpty()) {
            throw new InputError(pair.labels.path() + ": holds classes, but the network gives"
                    + " numbers");
        }
        var classes = IntStream.builder();
        pair.labels.read(label -> {
            String name = String.valueOf((int) label[0]);
            int index = names.indexOf(name);
            if (index < 0) {
                throw new InputError(pair.labels.path() + ": unknown class \"" + name + "\"; "
                        + Nearest.suggestion(name, names));
            }
            classes.add(index);
        });
        return new Target.Classes(classes.build().toArray(), names);
    }

    private record Pair(IdxFile images, IdxFile labels) {
        Pair {
            if (images.rows() != labels.rows()) {
                throw new InputError(labels.path() + ": has " + labels.rows() + " labels, expected "
                        + images.rows() + ", one for each image of " + images.path());
            }
            if (images.rows() == 0) throw new InputError(images.path() + ": has no images");
        }

        static Pair of(Path images, Path labels) {
            return new Pair(IdxFile.images(images), IdxFile.labels(labels));
        }
    }
}

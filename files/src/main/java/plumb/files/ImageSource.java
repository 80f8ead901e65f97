package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumb.data.Target;
import plumb.text.InputError;
import plumb.text.Nearest;

/// A folder that holds a folder of images for each class. All images are brought to one size, and to
/// gray if none of them has color.
///
/// @param test such a folder with the test images
/// @param size the size of all images; without it, that of the first
record ImageSource(Path path, Optional<Path> test, Optional<ImageSize> size) implements Source {

    @Override
    public Prepared prepare(Experiment experiment) {
        if (experiment.data().task() == Task.REGRESSION) {
            throw new InputError("data.task is regression, but folders of images are classes");
        }
        ImageFolder train = ImageFolder.ofClasses(path);
        List<ImageFolder> folders = Stream.concat(Stream.of(train),
                test.stream().map(ImageFolder::ofClasses)).toList();
        List<ImageFile> files = files(folders);
        boolean gray = files.stream().allMatch(ImageFile::gray);
        ImageSize common = size.orElseGet(
                () -> new ImageSize(files.getFirst().height(), files.getFirst().width()));
        List<Integer> shape = gray
                ? List.of(common.height(), common.width())
                : List.of(common.height(), common.width(), 3);
        Columns.requireFew(shape, path);
        Columns columns = Columns.array(shape, "class", train.names());
        var target = new Target.Classes(classes(folders, columns), columns.classes());
        return Prepared.of(read(path, files, columns, Optional.of(target)), columns,
                train.images().size(), experiment)
                .with(folders.stream().flatMap(folder -> folder.remarks().stream()).toList());
    }

    /// Reads images for a network that was trained on images.
    ///
    /// @param withTarget whether the folders are classes
    static Rows rows(Path path, Columns columns, boolean withTarget) {
        List<Integer> shape = columns.shape();
        boolean images = columns.isArray()
                && (shape.size() == 2 || (shape.size() == 3 && shape.getLast() == 3));
        if (!images) {
            throw new InputError(
                    path + ": holds images, but the network was not trained on images");
        }
        ImageFolder folder = withTarget ? ImageFolder.ofClasses(path) : ImageFolder.ofAll(path);
        Optional<Target> target = withTarget
                ? Optional.of(new Target.Classes(classes(List.of(folder), columns),
                        columns.classes()))
                : Optional.empty();
        return read(path, files(List.of(folder)), columns, target);
    }

    /// The size of the first image, made smaller until its longest side is at most this.
    ImageSize sizeUpTo(int longest) {
        ImageFile first = ImageFile.of(ImageFolder.ofClasses(path).images().getFirst());
        double share = Math.min(1, (double) longest / Math.max(first.height(), first.width()));
        return new ImageSize((int) Math.max(1, Math.round(share * first.height())),
                (int) Math.max(1, Math.round(share * first.width())));
    }

    private static List<ImageFile> files(List<ImageFolder> folders) {
        return folders.stream().flatMap(folder -> folder.images().stream()).map(ImageFile::of)
                .toList();
    }

    private static int[] classes(List<ImageFolder> folders, Columns columns) {
        var classes = new ArrayList<Integer>();
        for (ImageFolder folder : folders) {
            for (ImageFolder.Group group : folder.groups()) {
                int index = columns.classes().indexOf(group.name());
                if (index < 0) {
                    throw new InputError(group.path() + ": unknown class \"" + group.name() + "\"; "
                            + Nearest.suggestion(group.name(), columns.classes()));
                }
                group.images().forEach(_ -> classes.add(index));
            }
        }
        return classes.stream().mapToInt(index -> index).toArray();
    }

    private static Rows read(Path path, List<ImageFile> files, Columns columns,
            Optional<Target> target) {
        int width = columns.names().size();
        var inputs = InputStore.of(path, files.size(), width);
        var row = new float[width];
        List<Integer> shape = columns.shape();
        int channels = shape.size() == 3 ? shape.getLast() : 1;
        for (ImageFile file : files) {
            file.pixels().write(row, shape.get(0), shape.get(1), channels);
            inputs.add(row);
        }
        return new Rows(inputs.inputs(), target, new Gaps());
    }

    @Override
    public List<Path> files() {
        return Stream.concat(Stream.of(path), test.stream()).toList();
    }
}

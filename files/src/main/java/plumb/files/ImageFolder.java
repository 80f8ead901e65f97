package plumb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import plumb.text.InputError;

/// Images in folders, in the order of their names. Hidden files and those that are named like
/// nothing we read are passed over.
///
/// @param groups one for each folder
record ImageFolder(List<Group> groups) {
    /// The images in a folder.
    ///
    /// @param others how many files are not named like images
    record Group(Path path, List<Path> images, int others) {
        String name() {
            return ImageFolder.name(path);
        }
    }

    /// Whether a folder has folders.
    static boolean isOne(Path path) {
        return entries(path).stream().anyMatch(Files::isDirectory);
    }

    /// The folders of images of a folder, one for each class.
    static ImageFolder ofClasses(Path path) {
        List<Group> groups = entries(path).stream().filter(Files::isDirectory)
                .map(ImageFolder::group).toList();
        if (groups.isEmpty()) {
            throw new InputError(path + ": has no folders; expected a folder of images for each"
                    + " class");
        }
        for (Group group : groups) {
            if (group.images.isEmpty())
                throw new InputError(group.path + ": has no PNG or JPEG images");
        }
        return new ImageFolder(groups);
    }

    /// One image, or the images in a folder and in its folders.
    static ImageFolder ofAll(Path path) {
        if (!Files.isDirectory(path))
            return new ImageFolder(List.of(new Group(path, List.of(path), 0)));
        var groups = new ArrayList<Group>();
        groups.add(group(path));
        entries(path).stream().filter(Files::isDirectory).map(ImageFolder::group)
                .forEach(groups::add);
        if (groups.stream().allMatch(group -> group.images.isEmpty())) {
            throw new InputError(path + ": has no PNG or JPEG images");
        }
        return new ImageFolder(groups);
    }

    private static Group group(Path folder) {
        List<Path> files = entries(folder).stream().filter(Files::isRegularFile).toList();
        List<Path> images = files.stream().filter(ImageFile::isOne).toList();
        return new Group(folder, images, files.size() - images.size());
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !name(path).startsWith("."))
                    .sorted(Comparator.comparing(ImageFolder::name)).toList();
        } catch (IOException e) {
            throw InputFiles.failure(folder, e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /// The names of the folders.
    List<String> names() {
        return groups.stream().map(Group::name).toList();
    }

    /// The images of all folders, one folder after another.
    List<Path> images() {
        return groups.stream().flatMap(group -> group.images.stream()).toList();
    }

    /// For people, the files that are passed over.
    List<String> remarks() {
        return groups.stream().filter(group -> group.others > 0)
                .map(group -> group.path + ": passed over " + group.others
                        + (group.others == 1 ? " file that is" : " files that are")
                        + " not named .png, .jpg or .jpeg")
                .toList();
    }
}

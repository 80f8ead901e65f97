package plumb.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import plumb.text.InputError;

/// The `data` section of an experiment file: where the rows come from and how they are used.
///
/// @param source a generator such as `circles(1000, noise=0.1)`, or the path of a table, of
///     arrays, of an IDX folder or of folders of images; an absolute path, or one that begins with
///     `${NAME}`
/// @param target the names of the target columns, without any the last; or of the target array
/// @param validation the share of the training rows that decisions are measured on
/// @param test the path of the test rows, of the same kind as the source
/// @param image the size that images are brought to; without it, that of the first
/// @param seed fixes data and split where the seed of the experiment must not
public record DataSection(
        String source,
        List<String> target,
        double validation,
        Optional<String> test,
        Optional<ImageSize> image,
        Task task,
        OptionalLong seed) {

    public DataSection {
        target = List.copyOf(target);
        if (!(validation >= 0 && validation < 1)) {
            throw new InputError(
                    "data.validation must be at least 0 and below 1, got " + validation);
        }
    }

    /// The section that gives only a source: a generator, or a path relative to the current folder.
    public static DataSection of(String source) {
        String location = Location.of(source, Path.of(""));
        return new DataSection(
                location, List.of(), 0.2, Optional.empty(), Optional.empty(), Task.AUTO,
                OptionalLong.empty());
    }
}

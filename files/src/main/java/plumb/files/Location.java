package plumb.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.data.Generator;
import plumb.text.Grammar;
import plumb.text.InputError;

/// The place that data come from, as a text that means the same in every folder: a generator, an
/// absolute path, or a path that begins with an environment variable, `${PLUMB_DATA}/digits.csv`.
final class Location {
    private static final Pattern CALL = Pattern.compile("[a-z][a-z0-9-]*\\s*\\(.*\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private Location() {}

    /// The location that a text in an experiment file of that folder means.
    static String of(String text, Path folder) {
        if (isGenerator(text)) {
            Generator.of(text);
            return text;
        }
        if (text.startsWith("${")) return text;
        return folder.resolve(PathText.parse(text)).toAbsolutePath().normalize().toString();
    }

    /// Whether a text is a generator rather than a path.
    static boolean isGenerator(String text) {
        return CALL.matcher(text).matches() || Grammar.members(Generator.class).stream()
                .anyMatch(member -> Grammar.name(member).equals(text));
    }

    /// The path of a location that is not a generator.
    ///
    /// @param key the key that sets it, for the error message
    /// @throws InputError if an environment variable is not set
    static Path resolve(String location, String key, Map<String, String> environment) {
        String text = VARIABLE.matcher(location).replaceAll(match -> {
            String value = environment.get(match.group(1));
            if (value == null || value.isEmpty()) {
                throw new InputError("the environment variable " + match.group(1) + " (" + key
                        + ": "
                        + location + ") is not set: set it, or give the path with --set " + key
                        + "=…");
            }
            return Matcher.quoteReplacement(value);
        });
        return PathText.parse(text).toAbsolutePath().normalize();
    }

    /// The text for an experiment file in that folder: relative where file and folder have more in
    /// common than the root, so that both can be moved together.
    static String relativeTo(Optional<Path> folder, String location) {
        if (folder.isEmpty() || isGenerator(location) || location.startsWith("${")) return location;
        Path base = folder.get().toAbsolutePath().normalize();
        Path path = Path.of(location);
        boolean near = path.getNameCount() > 1 && base.getNameCount() > 0
                && path.getName(0).equals(base.getName(0)) && base.getRoot().equals(path.getRoot());
        String text = near ? base.relativize(path).toString() : location;
        return text.isEmpty() || isGenerator(text) ? "./" + text : text.replace('\\', '/');
    }
}

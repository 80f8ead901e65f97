package plumb.bench.contest;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/// The versions of libraries that do not tell it themselves.
final class Versions {
    private Versions() {}

    /// The name of the jar that a class was loaded from, without its ending:
    /// `pytorch-2.10.0-1.5.13`.
    static String of(Class<?> type) {
        URI jar = URI.create(Objects.requireNonNull(
                type.getProtectionDomain().getCodeSource().getLocation()).toString());
        return Objects.requireNonNull(Path.of(jar).getFileName()).toString().replace(".jar", "");
    }
}

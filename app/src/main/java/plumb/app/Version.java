package plumb.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The name and version of this build, such as `plumb 1.2.3`; the build writes them.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (var text = Version.class.getResourceAsStream("version.txt")) {
            return new String[] {new String(Objects.requireNonNull(text).readAllBytes(),
                    StandardCharsets.UTF_8).strip()};
        }
    }
}

package plumb.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import plumb.math.Kernels;

/// What `run.json` says about a run: with which versions, on which data and machine it was made.
///
/// @param verb the command, such as `train`
/// @param version of Plumb
/// @param workers threads of a training
/// @param flags the arguments of the command
public record RunInfo(String verb, String version, int workers, List<String> flags) {
    public RunInfo {
        flags = List.copyOf(flags);
    }

    /// The members of `run.json`.
    ///
    /// @throws plumb.text.InputError if a data file cannot be read
    public Consumer<Json> of(Experiment experiment) {
        return json -> json.member("schemaVersion", 1).member("verb", verb)
                .member("name", experiment.name())
                .member("seed", experiment.seed())
                .member("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .object("versions", versions -> versions.member("plumb", version)
                        .member("java", Runtime.version().toString())
                        .member("vm", System.getProperty("java.vm.name", ""))
                        .member("os",
                                System.getProperty("os.name", "") + " "
                                        + System.getProperty("os.version", "")))
                .object("data", data -> data.member("source", experiment.data().source())
                        .objects("files", experiment.dataFiles(), (entry, file) -> entry
                                .member("file", file.toString()).member("sha256", sha256(file))))
                .member("cpu", cpu())
                .member("processors", Runtime.getRuntime().availableProcessors())
                .member("workers", workers)
                .member("kernels", Kernels.best().description())
                .texts("flags", flags);
    }

    /// The SHA-256 of a file as it lies on the disk, in hexadecimal.
    static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cpu() {
        Path info = Path.of("/proc/cpuinfo");
        String architecture = System.getProperty("os.arch", "");
        if (!Files.isReadable(info)) return architecture;
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}

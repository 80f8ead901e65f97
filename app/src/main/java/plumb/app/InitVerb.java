package plumb.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumb.files.AtomicFile;
import plumb.files.Draft;
import plumb.text.InputError;

/// `plumb init DATA`: an experiment file to begin with.
@Command(name = "init", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Looks at a data file and writes an experiment file for it, which trains as"
                + " it stands and says in comments what was seen.")
final class InitVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DATA",
            description = "A table, an NPZ or NPY file, a folder of IDX files, or a folder that has"
                    + " a folder of images for each class.")
    private Path data = Path.of("");

    @Option(names = "--target", paramLabel = "NAME",
            description = "The column or array to predict; repeatable for several columns of a"
                    + " table. Default: the one that is named target, label, class, y or outcome,"
                    + " else the last column.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE",
            description = "The experiment file, which must not exist. Default: named like the data,"
                    + " in the current folder.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path file = Optional.ofNullable(out).orElseGet(() -> Path.of(Draft.fileName(data)));
        requireAbsent(file);
        Draft draft = Draft.of(data, targets, file);
        requireAbsent(file);
        AtomicFile.write(file,
                stream -> stream.write(draft.text().getBytes(StandardCharsets.UTF_8)));
        spec.commandLine().getOut().printf("%s%nnext: plumb train %s%n",
                Shown.line(file + ": " + draft.summary()), Commands.quoted(file.toString()));
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }

    private static void requireAbsent(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return;
        throw new InputError(file + ": exists already and is left as it is; --out FILE names"
                + " another");
    }
}

package plumb.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import plumb.files.DataDigest;
import plumb.files.Experiment;
import plumb.files.Json;
import plumb.files.JsonObject;
import plumb.files.RunFolder;
import plumb.files.SweepPlan;
import plumb.math.Kernels;
import plumb.text.InputError;
import plumb.train.Probe;
import plumb.train.Settings;
import plumb.train.Training;

/// The file `run.json`: by what and where a run was made.
final class RunRecord {
    private static final String GOES_ON = "; a run goes on with the data that it began with";

    private RunRecord() {}

    static void write(RunFolder folder, String verb, Experiment experiment, Training training,
            Settings settings) {
        write(folder, verb, experiment.seed(), experiment.dataFiles(),
                json -> json.member("workers", training.workers())
                        .member("probe", settings.probe().toString().toLowerCase(Locale.ROOT))
                        .member("experiment", experiment.toYaml(folder.path())));
    }

    /// The record of a sweep, whose trainings have one worker each.
    static void write(RunFolder folder, SweepPlan plan) {
        write(folder, "sweep", plan.base().seed(), plan.dataFiles(),
                json -> json.member("workers", 1).member("probe", "light"));
    }

    private static void write(RunFolder folder, String verb, long seed, List<Path> files,
            Consumer<Json> how) {
        Iterator<String> digests = files.stream().map(DataDigest::of).toList().iterator();
        folder.writeRecord(json -> {
            json.member("plumb", Version.text()).member("java", Runtime.version().toString())
                    .member("os", System.getProperty("os.name") + " "
                            + System.getProperty("os.arch"))
                    .member("cpu", cpu())
                    .member("cores", Runtime.getRuntime().availableProcessors())
                    .member("kernels", Kernels.best().description())
                    .member("vectorBits", Kernels.best().vectorBits())
                    .member("verb", verb).member("seed", seed);
            how.accept(json);
            json.objects("data", files, (entry, file) -> entry.member("file", file.toString())
                    .member("sha256", digests.next()));
        });
    }

    /// How a run was trained, to go on alike.
    ///
    /// @throws InputError if it is of a verb that cannot be resumed, or its experiment or its data have
    ///     changed
    static Settings settings(Path run, Experiment experiment) {
        JsonObject record = RunFolder.record(run);
        if (!record.text("verb").equals("train")) {
            String verb = record.text("verb");
            throw new InputError(run + ": is a run of " + verb + ", and train goes on with its own"
                    + " only: " + (verb.equals("sweep") ? Run.goesOn(verb, run) : "run it again"));
        }
        RunFolder.requireSameExperiment(run, record.text("experiment"));
        requireSameData(run, record, experiment.dataFiles());
        Probe probe = Stream.of(Probe.values())
                .filter(p -> p.toString().equalsIgnoreCase(record.text("probe"))).findFirst()
                .orElseThrow(() -> record.wrong("probe", "off, light, auto or full"));
        return new Settings(experiment.seed(), record.count("workers"), probe,
                experiment.metrics());
    }

    /// Requires the data of a sweep to be those that it began with.
    ///
    /// @throws InputError naming the first file that has changed
    static void requireSameData(Path run, SweepPlan plan) {
        requireSameData(run, RunFolder.record(run), plan.dataFiles());
    }

    private static void requireSameData(Path run, JsonObject record, List<Path> files) {
        List<String> began = record.objects("data").stream().map(d -> d.text("sha256")).toList();
        if (files.size() != began.size()) {
            throw new InputError(run + ": began with " + count(began.size()) + " of data, but now"
                    + " there are " + files.size() + GOES_ON);
        }
        for (int i = 0; i < files.size(); i++) {
            String digest = DataDigest.of(files.get(i));
            if (digest.equals(began.get(i))) continue;
            throw new InputError(files.get(i) + ": has changed since " + run
                    + " began: its SHA-256 is " + digest + ", expected " + began.get(i) + GOES_ON);
        }
    }

    private static String count(int files) {
        return files + (files == 1 ? " file" : " files");
    }

    /// The name of the processor where the system tells it.
    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}

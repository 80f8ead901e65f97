package plumb.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import plumb.files.DataDigests;
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

    static void write(RunFolder folder, String verb, Experiment experiment, DataDigests digests,
            Training training, Settings settings, boolean guarded) {
        write(folder, verb, experiment.seed(), experiment.dataFiles(), digests,
                json -> json.member("workers", training.workers())
                        .member("probe", settings.probe().toString().toLowerCase(Locale.ROOT))
                        .member("repair", guarded)
                        .member("experiment", experiment.toYaml(folder.path())));
    }

    /// The record of a sweep, whose trainings have one worker each.
    static void write(RunFolder folder, SweepPlan plan, DataDigests digests) {
        write(folder, "sweep", plan.base().seed(), plan.dataFiles(), digests,
                json -> json.member("workers", 1).member("probe", "light"));
    }

    private static void write(RunFolder folder, String verb, long seed, List<Path> files,
            DataDigests digests, Consumer<Json> how) {
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
                    .member("sha256", digests.of(file)));
        });
    }

    /// How a run was trained, to go on alike.
    ///
    /// @throws InputError if it is of a verb that cannot be resumed, or its experiment has changed
    static Settings settings(Path run, Experiment experiment) {
        JsonObject record = RunFolder.record(run);
        if (!record.text("verb").equals("train")) {
            String verb = record.text("verb");
            throw new InputError(run + ": is a run of " + verb + ", and train goes on with its own"
                    + " only: " + (verb.equals("sweep") ? Run.goesOn(verb, run) : "run it again"));
        }
        if (record.has("repair") && record.flag("repair")) {
            throw new InputError(run + ": is a run of train --repair, which cannot be resumed: run"
                    + " it again");
        }
        RunFolder.requireSameExperiment(run, record.text("experiment"));
        Probe probe = Stream.of(Probe.values())
                .filter(p -> p.toString().equalsIgnoreCase(record.text("probe"))).findFirst()
                .orElseThrow(() -> record.wrong("probe", "off, light, auto or full"));
        return new Settings(experiment.seed(), record.count("workers"), probe,
                experiment.metrics());
    }

    /// What the data hold, as they did when a run began.
    ///
    /// @throws InputError naming the first file that has changed
    static DataDigests sameData(Path run, List<Path> files) {
        List<String> began = RunFolder.record(run).objects("data").stream()
                .map(d -> d.text("sha256")).toList();
        if (files.size() != began.size()) {
            throw new InputError(run + ": began with " + count(began.size()) + " of data, but now"
                    + " there are " + files.size() + GOES_ON);
        }
        DataDigests now = DataDigests.of(files);
        for (int i = 0; i < files.size(); i++) {
            String digest = now.of(files.get(i));
            if (digest.equals(began.get(i))) continue;
            throw new InputError(files.get(i) + ": has changed since " + run
                    + " began: its SHA-256 is " + digest + ", expected " + began.get(i) + GOES_ON);
        }
        return now;
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

package plumb.app.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import plumb.app.Headline;
import plumb.files.Json;
import plumb.files.ResultJson;
import plumb.files.StoredHistory;
import plumb.files.StoredRun;
import plumb.report.Report;

/// What a run is, and what came of it so far, as JSON.
final class Head {
    private Head() {}

    /// A run in a list.
    static void line(Json json, StoredRun run) {
        json.member("name", String.valueOf(run.folder().getFileName()))
                .member("began", run.began().toString()).member("verb", run.verb())
                .member("state", run.state().toString()).member("steps", run.steps());
        run.problem().ifPresent(problem -> json.member("problem", problem));
        run.report().ifPresent(report -> {
            json.member("verdict", report.verdict().toString())
                    .member("metricName", report.metricName());
            report.validation().ifPresent(score -> json.member("metric", score.metric()));
            report.repair().ifPresent(repair -> json.member("repair", repair.outcome().name()
                    .toLowerCase(Locale.ROOT).replace('_', '-')));
        });
    }

    /// All that the page of a run needs beside its courses.
    static void write(Json json, Watch.Seen seen) {
        line(json, seen.run());
        StoredHistory history = seen.history();
        json.member("last", history.last())
                .objects("layers", history.layers(), (out, layer) -> out
                        .member("index", layer.index()).member("text", layer.text()))
                .objects("notes", history.notes(), (out, note) -> out.member("step", note.step())
                        .member("text", note.text()))
                .texts("found", history.findings()).objects("empty", empty(seen),
                        (out, why) -> out.member("why", why));
        Views.progress(json, history);
        seen.run().report().ifPresent(report -> report(json, report));
    }

    private static void report(Json json, Report report) {
        Headline headline = Headline.of(report);
        json.object("headline", out -> out.member("word", headline.word())
                .member("mood", headline.mood()).texts("sentences", headline.sentences()))
                .objects("findings", report.findings(), ResultJson::finding)
                .member("seconds", report.training().seconds())
                .member("rowsASecond", report.training().samplesPerSecond())
                .member("trivial", report.trivial().metric());
        report.yardstick().ifPresent(score -> json.member("yardstick", score.metric()));
        profile(json, "profile", report.layers().stream().map(l -> l.first().deltaRms()).toList());
        report.repair().ifPresent(repair -> {
            json.texts("change", repair.change());
            profile(json, "repairedProfile",
                    repair.layers().stream().map(l -> l.first().deltaRms()).toList());
        });
        profile(json, "expected",
                report.layers().stream().map(l -> l.expectedDeltaRms()).toList());
    }

    private static void profile(Json json, String name, List<Double> values) {
        json.drawn(name, values.stream().mapToDouble(v -> v).toArray());
    }

    /// Why there is nothing to draw, if there is nothing.
    private static List<String> empty(Watch.Seen seen) {
        StoredRun run = seen.run();
        if (seen.history().last() > 0) {
            return seen.history().measured()
                    ? List.of()
                    : List.of("Nothing was measured of the layers: the run has --probe off.");
        }
        return Stream.of(switch (run.state()) {
            case BROKEN -> "A file of this run is missing or damaged: "
                    + run.problem().orElse("it cannot be read") + ".";
            case RUNNING -> run.verb().equals("train")
                    ? "The first steps come here a second after training begins."
                    : "plumb " + run.verb() + " keeps no course of its steps: what it found comes"
                            + " here when it ends.";
            case INTERRUPTED -> "It was cut short before a step was written down.";
            case FINISHED -> "plumb " + run.verb() + " keeps no course of its steps, as plumb train"
                    + " does: this is what it found.";
        }).toList();
    }
}

package plumb.app.play;

import java.util.List;
import java.util.Optional;
import plumb.files.Json;

/// A lesson or a mission: a text, a setup to begin with, one thing to do and one to see.
///
/// @param start the query of the setup
/// @param moves how many controls may differ from it; 0 is any number
record Exercise(String id, String title, String text, String start, String todo, Goal goal,
        int moves) {
    boolean isMission() {
        return moves > 0;
    }

    /// The setup that it begins with, as its query.
    String query() {
        return Setup.of("exercise=" + id + (start.isEmpty() ? "" : "&" + start)).query();
    }

    /// How far a setup of it is; the first network counts.
    Goal.Progress judge(Setup setup, List<Run> runs) {
        Goal.Progress progress = goal.of(runs.getFirst());
        if (!isMission()) return progress;
        int made = Setup.of(query()).moves(setup);
        return new Goal.Progress(progress.reached() && made <= moves,
                made + (made == 1 ? " move" : " moves") + " of " + moves + ". "
                        + progress.sentence());
    }

    void write(Json json) {
        json.member("id", id).member("title", title).member("mission", isMission())
                .member("query", query());
    }

    /// With what stands before and behind it.
    void writeAll(Json json, Optional<Exercise> before, Optional<Exercise> behind) {
        write(json);
        json.member("text", text).member("todo", todo);
        before.ifPresent(other -> json.object("before", other::write));
        behind.ifPresent(other -> json.object("behind", other::write));
    }
}

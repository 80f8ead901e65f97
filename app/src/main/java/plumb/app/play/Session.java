package plumb.app.play;

import java.util.List;
import plumb.data.Dataset;
import plumb.files.Json;

/// The training of all networks of a setup, as far as a page has asked for it: between two questions
/// nothing runs.
final class Session implements AutoCloseable {
    /// A question asks for so many steps at most.
    static final int MOST_STEPS = 200;

    private final Setup setup;
    private final Dataset data;
    private final List<Run> runs;

    Session(Setup setup) {
        this.setup = setup;
        this.data = setup.dataset();
        this.runs = setup.stacks().stream().map(stack -> new Run(setup, stack, data)).toList();
        // The gains of skipped layers begin at 0: the first step tells nothing of what is behind them.
        int first = setup.stacks().stream().anyMatch(Stack::skips) ? 2 : 1;
        runs.forEach(run -> run.advance(first));
    }

    Dataset data() {
        return data;
    }

    List<Run> runs() {
        return runs;
    }

    /// Trains so many steps and writes what is to be seen then.
    ///
    /// @param diagnosed whether Plumb is asked now; it is at the end, unasked
    synchronized String frame(int steps, boolean pictures, boolean diagnosed) {
        Numbers.require("steps", steps, 0, MOST_STEPS);
        if (steps > 0) runs.forEach(run -> run.advance(steps));
        boolean ended = runs.stream().allMatch(Run::ended);
        return Json.line(json -> {
            json.member("ended", ended).objects("networks", runs,
                    (out, run) -> Frame.write(out, run, pictures, diagnosed || ended));
            setup.exercise().map(Exercises::named).ifPresent(exercise -> json.object("exercise",
                    out -> exercise.judge(setup, runs).write(out)));
        });
    }

    @Override
    public synchronized void close() {
        runs.forEach(Run::close);
    }
}

package plumb.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import plumb.files.ResultJson;
import plumb.gauge.History;
import plumb.gauge.Quantity;
import plumb.report.Profile;
import plumb.train.Score;
import plumb.train.Step;
import plumb.train.Training;

/// How far a verb has come, shown while it works: a live line on a terminal, or plain lines.
final class Progress implements AutoCloseable {
    private static final int PLAIN_LINES = 50;
    private static final double SMOOTHING = 0.2;
    private static final int LARGEST_PROFILE = 32;

    /// How progress is shown.
    enum Mode {
        AUTO, TTY, PLAIN, NONE;

        /// As it is typed, and proposed by a shell.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;
    private final Mode mode;
    private final Training training;
    private final String metricName;
    private final int stepsPerEpoch;
    private final long epochs;
    private final LiveLine live;
    private double speed;
    private long speedStep;
    private long speedTime = System.nanoTime();
    private double epochLoss;
    private int epochSteps;
    private volatile boolean wanted;
    private volatile @Nullable String line;
    private volatile @Nullable String stage;
    private volatile long stageBegan;

    Progress(Console console, Training training, String metricName) {
        this.console = console;
        this.mode = console.progress();
        this.training = training;
        this.metricName = metricName;
        this.speedStep = training.steps();
        int rows = training.data().train().length;
        int batch = Math.min(training.plan().batch(), rows);
        this.stepsPerEpoch = (rows + batch - 1) / batch;
        this.epochs = (training.length() + stepsPerEpoch - 1) / stepsPerEpoch;
        this.wanted = mode == Mode.TTY;
        this.live = new LiveLine(console, mode == Mode.TTY, this::text);
    }

    /// The number of epochs begun when the training is over.
    long epochs() {
        return epochs;
    }

    /// Tells of a step; call it before the next. The first is an event: from there on it trains.
    void step(Step step, History history) {
        if (step.number() == training.resumedBehind() + 1) {
            console.event("step", json -> json.member("step", step.number()).member("loss",
                    step.loss()));
        }
        epochLoss += step.loss();
        epochSteps++;
        if (wanted) {
            wanted = false;
            line = describe(step, history);
        }
        if (step.endsEpoch()) endEpoch(step);
    }

    private void endEpoch(Step step) {
        double loss = epochLoss / epochSteps;
        epochLoss = 0;
        epochSteps = 0;
        console.event("epoch", json -> {
            json.member("epoch", step.epoch()).member("step", step.number()).member("loss", loss);
            step.validation().ifPresent(v -> {
                json.member("metric", v.metric()).member("validationLoss", v.loss());
                ResultJson.metrics(json, v);
            });
        });
        long every = (epochs + PLAIN_LINES - 1) / PLAIN_LINES;
        boolean last = !training.hasNext();
        if (mode == Mode.PLAIN && (step.epoch() % every == 0 || last)) {
            measureSpeed(step, 1);
            console.remark(String.format(Locale.ROOT, "epoch %d/%d  loss %s%s  %s rows/s",
                    step.epoch(), epochs, loss(loss), metric(step.validation().orElse(null)),
                    rate()));
        }
    }

    /// Tells of the next piece of a long work, and shows it until the next one or the end.
    void stage(String words) {
        console.event("stage", json -> json.member("stage", words));
        if (mode == Mode.PLAIN) console.remark(words);
        stageBegan = System.nanoTime();
        stage = words;
    }

    private String describe(Step step, History history) {
        double done = (double) step.number() / training.length();
        measureSpeed(step, SMOOTHING);
        double left = (training.length() - step.number()) * (double) Math.min(
                training.plan().batch(), training.data().train().length) / speed;
        return String.format(Locale.ROOT,
                "%s  epoch %d/%d  loss %s%s  %s rows/s  %s left%s",
                LiveLine.bar(done), step.epoch(), epochs,
                loss(history.loss().recentMean(stepsPerEpoch)),
                metric(history.validation().orElse(null)), rate(),
                LiveLine.time(left), profile(history));
    }

    private String profile(History history) {
        if (history.depth() < 2 || history.series(0, Quantity.DELTA).count() == 0) return "";
        List<Double> sizes = new ArrayList<>();
        int stride = (history.depth() + LARGEST_PROFILE - 1) / LARGEST_PROFILE;
        for (int l = 0; l < history.depth(); l += stride) {
            sizes.add(history.series(l, Quantity.DELTA).recentMean(1));
        }
        Profile profile = Profile.of(sizes);
        var text = new StringBuilder("  δ ");
        sizes.forEach(size -> text.append(profile.column(size)));
        return text.toString();
    }

    private String metric(@Nullable Score score) {
        return score == null
                ? ""
                : String.format(Locale.ROOT, "  %s %.3f", metricName, score.metric());
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, "%.4g", loss);
    }

    private String rate() {
        double rows = speed;
        return rows >= 1e6
                ? String.format(Locale.ROOT, "%.1fM", rows / 1e6)
                : rows >= 1e4
                        ? String.format(Locale.ROOT, "%.0fk", rows / 1e3)
                        : String.format(Locale.ROOT, "%.0f", rows);
    }

    /// Measures the speed since the last time, `weight` of the new one and the rest of the old.
    private void measureSpeed(Step step, double weight) {
        long now = System.nanoTime();
        double rows = (step.number() - speedStep) * (double) Math.min(training.plan().batch(),
                training.data().train().length);
        double measured = rows / Math.max(1, now - speedTime) * 1e9;
        speed = speed == 0 ? measured : weight * measured + (1 - weight) * speed;
        speedStep = step.number();
        speedTime = now;
    }

    private static double seconds(long since) {
        return Math.max(1e-9, (System.nanoTime() - since) / 1e9);
    }

    /// What the live line shows now.
    private String text() {
        wanted = mode == Mode.TTY;
        String words = stage;
        if (words != null) return words + "  " + LiveLine.time(seconds(stageBegan));
        String text = line;
        return text == null ? "" : text;
    }

    /// Ends the display and leaves no trace of the live line.
    @Override
    public void close() {
        live.close();
    }
}

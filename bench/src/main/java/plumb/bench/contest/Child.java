package plumb.bench.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The process of one entry: it waits for commands on standard input, one a line, and answers each
/// with a line that begins with [#ANSWER], or with [#FAILURE] and ends.
public final class Child {
    /// Begins an answer; whatever else is printed belongs to the libraries.
    static final String ANSWER = "=> ";
    static final String FAILURE = "=! ";

    private final Contender contender;
    private final int threads;
    private final Map<String, Contender.Trainee> trainees = new HashMap<>();

    private Child(Contender contender, int threads) {
        this.contender = contender;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        int threads = Integer.parseInt(arguments[1]);
        try {
            var child = new Child(Library.valueOf(arguments[0]).start(threads), threads);
            out.println(ANSWER + child.contender.version());
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(ANSWER + child.answer(line.split(" ", -1)));
            }
        } catch (RuntimeException | LinkageError e) {
            out.println(FAILURE + e);
        }
        System.exit(0);
    }

    private String answer(String[] words) {
        return switch (words[0]) {
            case "begin" -> begin(words[1], words[2]);
            case "learn" -> learn(trainee(words), Integer.parseInt(words[3]));
            case "run" -> time(trainee(words), Double.parseDouble(words[3]));
            case "bytes" -> Double.toString(Allocation.perStep(trainee(words)));
            case "peak" -> Double.toString(Peak.measure(threads, Double.parseDouble(words[1])));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Contender.Trainee trainee(String[] words) {
        return Objects.requireNonNull(trainees.get(words[1] + " " + words[2]));
    }

    /// Makes a network, trains it for one step and tells the loss.
    private String begin(String net, String statistics) {
        Contender.Trainee trainee = contender.train(Net.named(net), statistics.equals("on"));
        trainees.put(net + " " + statistics, trainee);
        trainee.step();
        return Double.toString(trainee.loss());
    }

    /// Trains until the time is up and tells how many steps that were, and the loss of the last.
    private static String learn(Contender.Trainee trainee, int seconds) {
        return run(trainee, seconds) + " " + trainee.loss();
    }

    /// Trains until the time is up and tells the milliseconds a step took.
    private static String time(Contender.Trainee trainee, double seconds) {
        long began = System.nanoTime();
        long steps = run(trainee, seconds);
        return Double.toString((System.nanoTime() - began) / 1e6 / steps);
    }

    private static long run(Contender.Trainee trainee, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long steps = 0;
        do {
            trainee.step();
            steps++;
        } while (System.nanoTime() < end);
        return steps;
    }
}

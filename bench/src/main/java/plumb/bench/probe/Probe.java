package plumb.bench.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.bench.contest.Host;

/// Something that is measured in a process of its own, bound to one core: its main method is given
/// the name of the probe and the number of rounds, and prints the numbers on one line.
public enum Probe {
    DEPTHS, SUBNORMALS, LOADING, PROFILE;

    private static final String NUMBERS = "=> ";

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[1]);
        double[] numbers = switch (valueOf(arguments[0])) {
            case DEPTHS -> Depths.measure(rounds);
            case SUBNORMALS -> Subnormals.measure(rounds).numbers();
            case PROFILE -> Profile.measure();
            case LOADING -> Loading.measure(rounds, Path.of("data")).numbers();
        };
        System.out.println(NUMBERS + Arrays.toString(numbers).replaceAll("[\\[\\],]", ""));
        System.exit(0);
    }

    /// Measures in a new process, and returns what it found.
    public double[] run(int rounds) {
        var command = new ArrayList<String>(Host.onOneCore());
        command.add(Host.java());
        command.addAll(Host.plumb());
        if (this == PROFILE) command.addAll(Profile.OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName(),
                name(), Integer.toString(rounds)));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (var lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
                String numbers = lines.filter(line -> line.startsWith(NUMBERS)).findFirst()
                        .orElseThrow(() -> new IllegalStateException(this + " found nothing"));
                return Arrays.stream(numbers.substring(NUMBERS.length()).split(" ", -1))
                        .mapToDouble(Double::parseDouble).toArray();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

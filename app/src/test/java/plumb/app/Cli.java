package plumb.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The command in this process, as a program without a terminal runs it.
final class Cli {
    /// A network that learns two clouds in a moment.
    static final String HEALTHY = """
            name: clouds
            data:
              source: blobs(200, centers=2, sd=1)
            network:
              - dense(8, relu, he-normal)
              - dense(1, sigmoid)
            optimizer: adam(0.01)
            epochs: 20
            """;
    /// A deep sigmoid network that does not learn two circles.
    static final String SICK = """
            name: circles
            data:
              source: circles(600, noise=0.1, factor=0.5)
            network:
              - dense(12, sigmoid, glorot-uniform) x 6
              - dense(1, sigmoid)
            optimizer: adam(0.003)
            epochs: 25
            """;
    /// A linear network whose weights grow without end.
    static final String DIVERGING = """
            name: growing
            data:
              source: linear(200, 5)
            network:
              - dense(8, linear) x 3
              - dense(1, linear)
            optimizer: sgd(1000)
            epochs: 20
            """;

    private Cli() {}

    /// What the command wrote and returned.
    record Outcome(int code, String out, String err) {}

    static Outcome run(Object... arguments) {
        return run(Terminal.NONE, arguments);
    }

    static Outcome run(Terminal terminal, Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine(() -> terminal).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// A table of points with the class `in` inside a circle and `out` outside.
    static String table(int rows) {
        var text = new StringBuilder("x,y,color,side\n");
        for (int i = 0; i < rows; i++) {
            double x = Math.sin(i * 12.9898);
            double y = Math.cos(i * 78.233);
            String color = List.of("red", "green", "blue").get(i % 3);
            text.append(x).append(',').append(y).append(',').append(color).append(',')
                    .append(x * x + y * y < 0.8 ? "in" : "out").append('\n');
        }
        return text.toString();
    }
}

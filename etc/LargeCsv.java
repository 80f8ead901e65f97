import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Writes a table of that many bytes to standard output: 28 columns of numbers, and a class that
/// depends on four of them. To see data that are larger than the heap:
///
/// ```
/// java etc/LargeCsv.java 2147483648 > large.csv
/// ```
final class LargeCsv {
    private static final int COLUMNS = 28;

    public static void main(String[] args) throws IOException {
        long bytes = Long.parseLong(args[0]);
        var random = new SplittableRandom(1);
        var line = new StringBuilder();
        for (int c = 0; c < COLUMNS; c++) line.append('x').append(c).append(',');
        line.append("y\n");
        var x = new double[COLUMNS];
        try (var out = new BufferedOutputStream(System.out, 1 << 20)) {
            for (long written = 0; written < bytes;) {
                out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
                written += line.length();
                line.setLength(0);
                for (int c = 0; c < COLUMNS; c++) {
                    int digits = random.nextInt(-30_000, 30_000);
                    x[c] = digits / 1e4;
                    line.append(digits < 0 ? "-" : "").append(Math.abs(digits) / 10_000).append('.');
                    int rest = Math.abs(digits) % 10_000;
                    for (int unit = 1000; unit > 0; unit /= 10) line.append(rest / unit % 10);
                    line.append(',');
                }
                line.append(x[0] * x[1] + Math.sin(2 * x[2]) + x[3] > 0 ? "b\n" : "a\n");
            }
        }
    }
}

package plumb.bench.contest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What a contest found for one number of cores.
///
/// @param absent the reason why an entry did not compete
/// @param versions what each entry that competed said it is
/// @param milliseconds per step, a number for each round
/// @param learned what each cell learned before it was timed
/// @param peaks the GFLOP/s of fused multiply-adds, a number for each round
/// @param bytes that Plumb allocated in a step
/// @param idle the largest share of one core that a process used while another was measured
public record Field(
        int cores,
        List<Net> nets,
        Map<Entry, String> versions,
        Map<Entry, String> absent,
        Map<Cell, Learned> learned,
        Map<Cell, double[]> milliseconds,
        Map<Net, double[]> peaks,
        Map<Cell, Double> bytes,
        double idle) {

    /// What a network learned: the loss of the first and of the last of that many steps.
    public record Learned(long steps, double first, double last) {}

    /// The entries that competed.
    public List<Entry> entries() {
        return Entry.all(cores).stream().filter(versions::containsKey).toList();
    }

    /// Plumb's milliseconds per step, a number for each round.
    public double[] plumb(Net net, boolean statistics) {
        return of(new Cell(new Entry(Library.PLUMB, cores, false), net, statistics));
    }

    public double[] of(Cell cell) {
        return Objects.requireNonNull(milliseconds.get(cell));
    }

    /// The largest rate of fused multiply-adds of any round, in GFLOP/s: what disturbs it can only make
    /// it smaller.
    public double peak() {
        return peaks.values().stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
    }

    /// The cells of all peers on a network, without statistics, the fastest first.
    public List<Cell> peers(Net net) {
        return entries().stream().filter(entry -> !entry.plumb())
                .map(entry -> new Cell(entry, net, false))
                .sorted((a, b) -> Double.compare(median(a), median(b))).toList();
    }

    /// The fastest setting of a library on a network.
    public Stream<Cell> best(Library library, Net net) {
        return peers(net).stream().filter(cell -> cell.entry().library() == library).limit(1);
    }

    private double median(Cell cell) {
        return Spread.of(of(cell)).median();
    }
}

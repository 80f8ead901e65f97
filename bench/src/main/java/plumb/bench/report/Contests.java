package plumb.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import plumb.bench.contest.Cell;
import plumb.bench.contest.Entry;
import plumb.bench.contest.Field;
import plumb.bench.contest.Library;
import plumb.bench.contest.Net;
import plumb.bench.contest.Spread;

/// The tables of a contest.
final class Contests {
    private final Field field;
    private final List<String> names;

    Contests(Field field) {
        this.field = field;
        this.names = field.nets().stream().map(Net::name).toList();
    }

    /// The milliseconds of a step of every entry, statistics on for Plumb and off for its peers.
    String times() {
        var table = new Table("ms per step", names);
        Entry plumb = field.entries().getFirst();
        table.row("**Plumb, statistics on**",
                each(net -> Figures.of(Spread.of(field.plumb(net, true)))));
        table.row("Plumb, statistics off",
                each(net -> Figures.of(Spread.of(field.plumb(net, false)))));
        for (Entry entry : field.entries()) {
            if (entry.equals(plumb)) continue;
            table.row(entry.title(), each(
                    net -> Figures.of(Spread.of(field.of(new Cell(entry, net, false))))));
        }
        return table.toString();
    }

    /// How many times as long each peer takes at its best setting as Plumb, by rounds.
    String ratios() {
        var table = new Table("times Plumb's time", names);
        for (Library library : Library.values()) {
            if (library == Library.PLUMB
                    || field.best(library, field.nets().getFirst()).findFirst().isEmpty())
                continue;
            table.row(library.title(), each(net -> field.best(library, net)
                    .map(cell -> ratio(net, cell)).findFirst().orElse("–")));
        }
        return table.toString();
    }

    private String ratio(Net net, Cell cell) {
        return Figures.times(Spread.ratio(field.of(cell), field.plumb(net, true)))
                + (cell.entry().passive() ? ", passive" : "");
    }

    /// By how much statistics slow down every entry, each in its own way.
    String statistics() {
        var table = new Table("time with statistics / without", names);
        for (Entry entry : field.entries()) {
            table.row(entry.title(), each(net -> Figures.times(
                    Spread.ratio(field.of(new Cell(entry, net, true)),
                            field.of(new Cell(entry, net, false))))));
        }
        return table.toString();
    }

    /// How much of the peak Plumb reaches, without and with statistics.
    String peaks() {
        return new Table("", names)
                .row("peak, GFLOP/s", each(net -> Figures.of(
                        Spread.of(Objects.requireNonNull(field.peaks().get(net))))))
                .row("MFLOP per step", each(net -> Figures.of(net.flops() / 1e6)))
                .row("Plumb's share of the peak, statistics off",
                        each(net -> Figures.percent(Goals.share(field, net, false))))
                .row("Plumb's share of the peak, statistics on",
                        each(net -> Figures.percent(Goals.share(field, net, true))))
                .toString();
    }

    /// What every entry learned before it was timed.
    String learned() {
        var table = new Table("loss, first → last (steps)", names);
        for (Entry entry : field.entries()) {
            table.row(entry.title(), each(net -> {
                var l = Objects.requireNonNull(field.learned().get(new Cell(entry, net, false)));
                return Figures.of(l.first()) + " → " + Figures.of(l.last()) + " (" + l.steps()
                        + ")";
            }));
        }
        return table.toString();
    }

    /// The milliseconds of every round.
    String rounds() {
        int rounds = field.plumb(field.nets().getFirst(), true).length;
        List<String> columns = new ArrayList<>(List.of("statistics"));
        IntStream.rangeClosed(1, rounds).forEach(round -> columns.add("round " + round));
        var text = new StringBuilder();
        for (Net net : field.nets()) {
            var table = new Table(net.name() + ", " + Figures.cores(field.cores()), columns);
            for (Entry entry : field.entries()) {
                for (boolean on : new boolean[] {false, true}) {
                    table.row(entry.title(), row(on ? "on" : "off",
                            field.of(new Cell(entry, net, on)), "%.4g"));
                }
            }
            table.row("peak, GFLOP/s",
                    row("", Objects.requireNonNull(field.peaks().get(net)), "%.1f"));
            text.append(table);
        }
        return text.toString();
    }

    private static List<String> row(String first, double[] values, String format) {
        List<String> row = new ArrayList<>(List.of(first));
        Arrays.stream(values).forEach(v -> row.add(String.format(Locale.ROOT, format, v)));
        return row;
    }

    private List<String> each(Function<Net, String> figure) {
        return field.nets().stream().map(figure).toList();
    }
}

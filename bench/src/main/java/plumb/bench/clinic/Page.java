package plumb.bench.clinic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import plumb.bench.clinic.Examination.Truth;
import plumb.bench.report.Sections;
import plumb.bench.report.Table;
import plumb.diagnose.Finding;
import plumb.remedy.Repair;

/// The text of `docs/clinic.md`: a section for each command of the clinic.
final class Page {
    private static final String COMMAND = "mvn -B -Pbench -DskipTests verify -Dbench.main="
            + Clinic.class.getName() + " -Dbench.args=";
    private static final List<String> HEADINGS = List.of(
            "Networks drawn at random: diagnosis", "Networks that people built: diagnosis",
            "Networks drawn at random: repair", "Networks that people built: repair",
            "Networks drawn at random: repair while training");
    private static final String INTRODUCTION = """
            # How often Plumb is right

            Each section names the command that measures it and writes it; equal seeds give equal
            numbers on every machine. Intervals are Wilson's, of 95 %. What is true of a network
            is told by a twin that the diagnosis does not know: the same network without the fault, or
            where there is none two layers of 128 units, trained on the same rows for as many steps. *Sick*
            is what stays behind its twin by more than 15 % of what there is to learn and two standard
            errors, *well* what stays behind by less than 10 %; between the two nothing is counted.
            """;

    private Page() {}

    static String drawn(List<Examination> all, int number) {
        List<Examination> well = where(all, e -> e.of().findings().isEmpty());
        List<Examination> controls = where(well, e -> e.truth() == Truth.WELL);
        return head(0, "\"drawn " + number + "\"")
                + """
                        Healthy networks are drawn as people build them: 1 to 6 layers of 16 to 128 units, seven
                        activations with the initial weights that suit them, with and without normalization, skips and
                        dropout, four optimizers at usual rates, nine tasks, of which digits and MNIST
                        take part where `PLUMB_DATA` names them. Faulty ones are such networks with one
                        mistake. The right cause is named if the first finding is one of those that name the
                        mistake. Not every mistake makes a network sick. Thresholds were set on other networks of the same
                        kind, drawn from another seed.

                        Of %d networks drawn healthy, %d are well beside their twin; an error is found in
                        %s of these: false alarms. A twin of this
                        kind is close to the yardstick of the diagnosis; among those of the faulty ones that are well
                        beside the network without the mistake, an error is found in %s. Of
                        the %d drawn healthy that are not well, an error is found in %s.

                        """
                        .formatted(well.size(), controls.size(),
                                of(controls, Examination::flagged),
                                of(where(all, e -> !e.of().findings().isEmpty()
                                        && e.truth() == Truth.WELL), Examination::flagged),
                                well.size() - controls.size(),
                                of(where(well, e -> e.truth() != Truth.WELL),
                                        Examination::flagged))
                + table("mistake", where(all, e -> !e.of().findings().isEmpty()));
    }

    static String known(List<Examination> all, int seeds) {
        List<Examination> controls = where(all,
                e -> e.of().findings().isEmpty() && e.truth() == Truth.WELL);
        return head(1, "\"known " + seeds + "\"")
                + """
                        The experiment files of `examples/clinic`, each on %d seeds of data, split and
                        initial weights. Some are lotteries: the finding has to follow the seed's outcome, and a healthy
                        network that does not learn on a seed is counted as sick there.

                        Of %d trainings of healthy networks that are well beside their twin an error is found
                        in %s: false alarms.

                        """
                        .formatted(seeds, controls.size(), of(controls, Examination::flagged))
                + table("case", all);
    }

    private static String table(String first, List<Examination> all) {
        var table = new Table(first, List.of("trained", "sick", "flagged", "right cause first",
                "named first"));
        Map<String, List<Examination>> groups = new LinkedHashMap<>();
        all.forEach(e -> groups.computeIfAbsent(e.of().group(), _ -> new ArrayList<>()).add(e));
        groups.forEach((name, group) -> row(table, name, group));
        row(table, "**all faulty**", where(all, e -> !e.of().findings().isEmpty()));
        return table.toString().stripTrailing() + "\n";
    }

    private static void row(Table table, String name, List<Examination> group) {
        List<Examination> sick = where(group, e -> e.truth() == Truth.SICK);
        table.row(name, List.of("" + group.size(), "" + sick.size(),
                of(sick, Examination::flagged), of(sick, Examination::rightCause),
                sick.stream().flatMap(e -> e.errors().stream().limit(1)).map(Finding::id)
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting()))
                        .entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(2).map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "))));
    }

    static String repairs(String command, List<Treatment> all, int number) {
        boolean drawn = command.endsWith("drawn");
        List<Treatment> repaired = all.stream()
                .filter(t -> t.repair().outcome() == Repair.Outcome.REPAIRED).toList();
        var table = new Table(drawn ? "mistake" : "case", List.of("change", "unrepaired",
                "repaired", "random search", "AutoTrainer", "search", "proof"));
        all.forEach(t -> table.row(t.examination().of().group(), List.of(
                t.repair().outcome() == Repair.Outcome.REPAIRED
                        ? String.join("; ", t.repair().change())
                        : t.repair().outcome().toString(),
                three(Treatment.mean(t.before())), three(Treatment.mean(t.after())),
                three(Treatment.mean(t.random())), three(Treatment.mean(t.silenced())),
                one(t.repair().cost().search()), one(t.repair().cost().proof()))));
        List<Treatment> behind = all.stream().filter(Treatment::randomIsBehind).toList();
        return head(drawn ? 2 : 3, "\"" + command + " " + number + "\"")
                + """
                        What is found sick is repaired. Metrics are means of three trainings on seeds and rows that
                        nobody saw before. Beside the repaired network stand the network as it was; the best of a
                        random search over rate, optimizer, activation, initial weights and batch that took as many
                        steps as the repair with its proof; and what AutoTrainer's published order of changes (Zhang
                        et al., 2021) comes to, which keeps the first change that silences its monitor. Two metrics
                        differ beyond noise if they do by more than 0.02 and by two standard errors of the paired
                        differences. Costs are in trainings.

                        | | |
                        |---|---|
                        | repaired and proved | %s |
                        | repaired ones better than unrepaired on fresh seeds, beyond noise | %s |
                        | repaired ones worse | %s |
                        | same verdict, candidates, change and proof, run twice | %s |
                        | not worse than random search beyond noise | %s |
                        | better than random search beyond noise | %s |
                        | better than random search where that ends 0.05 below the twin or AutoTrainer's plan | %s |
                        | median cost | search %s, proof %s |
                        | median cost of the first proved repair over that of random search | %s |
                        | the same without the proofs | %s |
                        | random search without a proved repair in 40 trainings | %s |
                        | better than AutoTrainer's order beyond noise | %s |
                        | worse than AutoTrainer's order beyond noise | %s |
                        | AutoTrainer's monitor sees nothing | %s |
                        | AutoTrainer's monitor falls silent | %s |
                        | of these better than unrepaired beyond noise | %s |
                        | AutoTrainer's plan worse than unrepaired beyond noise | %s |
                        | another seed, the best of three, is within 0.02 of the repaired | %s |

                        """
                        .formatted(new Share(repaired.size(), all.size()),
                                share(repaired, t -> Treatment.beats(t.after(), t.before())),
                                share(repaired, t -> Treatment.beats(t.before(), t.after())),
                                share(all, Treatment::same),
                                share(all, t -> !Treatment.beats(t.random(), t.after())),
                                share(all, t -> Treatment.beats(t.after(), t.random())),
                                share(behind, t -> Treatment.mean(t.after()) > Treatment
                                        .mean(t.random())),
                                one(median(all, t -> t.repair().cost().search())),
                                one(median(all, t -> t.repair().cost().proof())),
                                two(median(all, Treatment::costOverRandom)),
                                two(median(all, Treatment::searchOverRandom)),
                                share(all, t -> Double.isInfinite(t.drawn().search())),
                                share(all, t -> Treatment.beats(t.after(), t.silenced())),
                                share(all, t -> Treatment.beats(t.silenced(), t.after())),
                                share(all, t -> t.first().problem().isEmpty()),
                                share(all, t -> t.first().silenced()),
                                share(all.stream().filter(t -> t.first().silenced()).toList(),
                                        t -> Treatment.beats(t.silenced(), t.before())),
                                share(all, t -> Treatment.beats(t.before(), t.silenced())),
                                share(all, t -> Collections.max(t.before()) > Treatment
                                        .mean(t.after()) - 0.02))
                + table.toString().stripTrailing() + "\n";
    }

    static String guarded(List<Guarding> all, int number) {
        List<Guarding> well = all.stream()
                .filter(g -> g.examination().of().findings().isEmpty()
                        && g.examination().truth() == Truth.WELL)
                .toList();
        List<Guarding> sick = all.stream()
                .filter(g -> !g.examination().of().findings().isEmpty()
                        && g.examination().truth() == Truth.SICK)
                .toList();
        List<Guarding> changed = sick.stream().filter(Guarding::changed).toList();
        return head(4, "\"guard-drawn " + number + "\"")
                + """
                        %d networks drawn healthy and as many with a mistake are trained a second time as
                        `train --repair` does it: the training is put back and changed where it fails. Its metric is
                        compared with that of the first training on the same rows and seed; two differ beyond noise
                        if they do by more than 0.02 and by two standard errors. Nothing is proved here, so a
                        change can be wrong.

                        | | |
                        |---|---|
                        | healthy ones that were changed: false alarms | %s |
                        | healthy ones that ended worse | %s |
                        | sick ones that were changed | %s |
                        | sick ones that ended better | %s |
                        | sick ones that were changed and ended worse | %s |
                        | median cost of a change, in trainings beside the own | %s |
                        """
                        .formatted(number, share(well, Guarding::changed),
                                share(well, Guarding::worse), share(sick, Guarding::changed),
                                share(sick, Guarding::better),
                                share(changed, Guarding::worse),
                                one(median(changed, Guarding::cost)));
    }

    private static <T> Share share(List<T> all, Predicate<T> which) {
        return new Share(all.stream().filter(which).count(), all.size());
    }

    private static <T> double median(List<T> all, Function<T, Double> of) {
        double[] sorted = all.stream().mapToDouble(of::apply).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String of(List<Examination> all, Predicate<Examination> which) {
        return new Share(where(all, which).size(), all.size()).toString();
    }

    private static List<Examination> where(List<Examination> all, Predicate<Examination> which) {
        return all.stream().filter(which).toList();
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String head(int heading, String arguments) {
        return Sections.head(HEADINGS.get(heading)) + "\n```\n" + COMMAND + arguments + "\n```\n\n"
                + "Measured on " + LocalDate.now(ZoneOffset.UTC) + ".\n\n";
    }

    /// Puts a section into the page in place of the one with its heading.
    static void write(Path page, String section) throws IOException {
        new Sections(INTRODUCTION, HEADINGS).write(page, section);
    }
}

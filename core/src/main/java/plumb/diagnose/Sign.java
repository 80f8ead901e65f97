package plumb.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Gathers what a symptom saw until it becomes a finding.
final class Sign {
    private final String id;
    private String summary;
    private double damage;
    private List<String> layers = List.of();
    private long firstStep = 1;
    private List<Cause> causes = List.of();
    private List<String> remedies = List.of();
    private final Map<String, Double> measured = new LinkedHashMap<>();
    private final Map<String, Double> threshold = new LinkedHashMap<>();
    private final Map<String, Double> expected = new LinkedHashMap<>();
    private final List<String> notMeasured = new ArrayList<>();

    Sign(Symptom symptom, double damage, String summary) {
        this.id = symptom.id();
        this.damage = damage;
        this.summary = summary;
    }

    Sign layers(List<String> numbers) {
        layers = numbers;
        return this;
    }

    Sign since(long step) {
        firstStep = step;
        return this;
    }

    Sign measured(String name, double value) {
        measured.put(name, value);
        return this;
    }

    /// A number beside its limit; NaN says that it decided nothing here.
    Sign measured(String name, double value, double limit) {
        measured.put(name, value);
        if (!Double.isNaN(limit)) threshold.put(name, limit);
        return this;
    }

    /// What theory expects of a number that was measured; NaN says that it cannot tell.
    Sign expected(String name, double value) {
        if (!Double.isNaN(value)) expected.put(name, value);
        return this;
    }

    Sign causes(List<Cause> shares) {
        causes = shares;
        return this;
    }

    Sign remedies(String... names) {
        remedies = List.of(names);
        return this;
    }

    /// The same symptom seen elsewhere too: one finding of both, with the causes of the worse.
    Sign and(Sign other) {
        if (other.damage > damage) return other.and(this);
        summary += " " + other.summary;
        layers = Stream.concat(layers.stream(), other.layers.stream()).distinct().sorted().toList();
        firstStep = Math.min(firstStep, other.firstStep);
        measured.putAll(other.measured);
        threshold.putAll(other.threshold);
        expected.putAll(other.expected);
        remedies = Stream.concat(remedies.stream(), other.remedies.stream()).distinct().toList();
        return this;
    }

    Sign notMeasured(String what) {
        notMeasured.add(what);
        return this;
    }

    Finding finding() {
        return new Finding(id, Severity.INFO, layers, firstStep, summary, measured, threshold,
                expected, causes, List.of(), remedies, notMeasured,
                Explanation.of(id).orElseThrow().alternatives(), damage);
    }
}

package plumb.app.play;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import plumb.diagnose.Finding;
import plumb.diagnose.Severity;
import plumb.diagnose.Verdict;
import plumb.files.Json;
import plumb.text.Grammar;

/// What an exercise wants to see, judged by what is measured.
@FunctionalInterface
interface Goal {
    Progress of(Run run);

    /// Numbers between these are written without an exponent.
    double SMALL = 1e-4;
    double LARGE = 1e5;

    /// How far a run is.
    ///
    /// @param sentence what was measured, beside what is wanted
    record Progress(boolean reached, String sentence) {
        void write(Json json) {
            json.member("reached", reached).member("sentence", sentence);
        }
    }

    /// A number in a range, of a network that is as a condition says.
    ///
    /// @param condition in words, what `holds` asks for
    static Goal number(String what, ToDoubleFunction<Run> measure, double least, double most,
            String condition, Predicate<Stack> holds) {
        String wanted = most == Double.POSITIVE_INFINITY
                ? "at least " + text(least)
                : least == Double.NEGATIVE_INFINITY
                        ? "at most " + text(most)
                        : "between " + text(least) + " and " + text(most);
        return run -> {
            double measured = measure.applyAsDouble(run);
            boolean right = holds.test(run.stack());
            boolean reached = right && measured >= least && measured <= most;
            String seen = Double.isNaN(measured) ? "not measured yet" : text(measured);
            return new Progress(reached, what + ": " + seen + ", wanted " + wanted
                    + (right ? "" : ", " + condition) + ".");
        };
    }

    static Goal atLeast(String what, ToDoubleFunction<Run> measure, double least) {
        return number(what, measure, least, Double.POSITIVE_INFINITY, "", _ -> true);
    }

    static Goal atMost(String what, ToDoubleFunction<Run> measure, double most) {
        return number(what, measure, Double.NEGATIVE_INFINITY, most, "", _ -> true);
    }

    /// That learning fails because of one of these findings, by Plumb's own diagnosis at the end.
    static Goal fails(List<String> ids) {
        return atTheEnd(run -> {
            List<String> errors = run.diagnosis().findings().stream()
                    .filter(f -> f.severity() == Severity.ERROR).map(Finding::id).toList();
            boolean reached = errors.stream().anyMatch(ids::contains);
            return new Progress(reached, "Plumb found " + (errors.isEmpty()
                    ? "nothing that makes learning fail"
                    : String.join(", ", errors)) + "; wanted " + String.join(" or ", ids) + ".");
        });
    }

    /// That the network learns, by Plumb's own diagnosis at the end.
    static Goal learns(String condition, Predicate<Stack> holds) {
        return atTheEnd(run -> {
            Verdict verdict = run.diagnosis().verdict();
            boolean right = holds.test(run.stack());
            return new Progress(right && verdict == Verdict.HEALTHY, "Plumb calls it " + verdict
                    + ", wanted healthy" + (right ? "" : ", " + condition) + ".");
        });
    }

    private static Goal atTheEnd(Goal goal) {
        return run -> run.ended()
                ? goal.of(run)
                : new Progress(false, "Plumb judges at the last step.");
    }

    /// Two digits of a number, as people write it.
    static String text(double number) {
        if (number == 0 || !Double.isFinite(number)) return Grammar.number(number);
        double size = Math.abs(number);
        BigDecimal rounded = new BigDecimal(number, new MathContext(2)).stripTrailingZeros();
        return size >= SMALL && size < LARGE
                ? rounded.toPlainString()
                : Grammar.number(rounded.doubleValue());
    }
}

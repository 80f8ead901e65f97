package plumb.remedy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.data.Dataset;
import plumb.diagnose.Diagnosis;
import plumb.gauge.History;
import plumb.train.Plan;

/// What looking for a repair came to.
///
/// @param adopted the change that was proved, if one was
/// @param candidates all that was tried, in the order of the search
/// @param change the last that was put to the proof, adopted or not, each part of it in words
/// @param proof of that change
/// @param cost in trainings of the plan
/// @param spent whether the budget ended the search
public record Repair(
        Outcome outcome, Optional<Better> adopted, List<Candidate> candidates,
        List<String> change, Optional<Proof> proof, Cost cost, boolean spent) {

    public Repair {
        candidates = List.copyOf(candidates);
        change = List.copyOf(change);
    }

    /// How a repair can end.
    public enum Outcome {
        REPAIRED, NOT_NEEDED, NOT_REPAIRED, UNCLEAR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A change that was proved to help.
    ///
    /// @param change each part of it in words
    /// @param history of the repaired plan on the seed of the experiment
    /// @param diagnosis of that history
    public record Better(Plan plan, List<Remedy> remedies, List<String> change, Proof evidence,
            History history, Diagnosis diagnosis) {}

    /// A change that was tried.
    ///
    /// @param metric on the validation rows, where it was left
    /// @param trained the share of a whole training that it got
    public record Candidate(List<String> change, double metric, double trained) {}

    /// What it took, in steps over those of one training.
    ///
    /// @param search diagnosis, yardstick and candidates
    /// @param proof paired runs
    /// @param finish the rest of the training of what was adopted, on the seed of the experiment
    public record Cost(double search, double proof, double finish) {}

    /// Begins a repair of what a diagnosis found.
    public static Search of(Plan plan, Dataset data, Diagnosis diagnosis) {
        return new Search(plan, data, diagnosis, 1, 3, 40, _ -> {}, Standing.NONE);
    }
}

package plumb.remedy;

import java.util.List;

/// What a [Guard] did when a training failed. The change is not proved.
///
/// @param step behind which the training failed
/// @param finding the id of the worst finding there
/// @param change each part of it in words; empty if nothing was found that is clearly better, and the
///     training goes on as it was
/// @param behind the step behind which training goes on; 0 if it begins again
/// @param cost of the search, and of the yardstick since the last one, in steps over those of one training
public record Rescue(long step, String finding, List<String> change, long behind, double cost) {
    public Rescue {
        change = List.copyOf(change);
    }

    public boolean changed() {
        return !change.isEmpty();
    }

    /// What happened, in one sentence.
    @Override
    public String toString() {
        if (!changed()) {
            return "learning seems to fail at step " + step + ": " + finding
                    + "; no change that was tried is clearly better";
        }
        return "learning failed at step " + step + ": " + finding + "; " + String.join(", ", change)
                + "; "
                + (behind == 0 ? "begins again with step 1" : "goes on behind step " + behind);
    }
}

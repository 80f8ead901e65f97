package plumb.remedy;

import java.util.List;
import java.util.Optional;
import plumb.remedy.Remedy.Start;

/// Where the training of the plan as it is stands, for remedies with which a training can go on.
///
/// @param kept the last state without an error
/// @param present where it is; absent if it goes on no more
record Standing(Optional<Snapshot> kept, Optional<Snapshot> present) {
    /// Nothing goes on: all begins with step 1.
    static final Standing NONE = new Standing(Optional.empty(), Optional.empty());

    /// From where a training with these remedies begins; with step 1 without it.
    Optional<Snapshot> start(List<Remedy> remedies) {
        List<Start> starts = remedies.stream().map(Remedy::start).toList();
        if (starts.contains(Start.ANEW)) return Optional.empty();
        return starts.contains(Start.PRESENT) ? present : kept;
    }
}

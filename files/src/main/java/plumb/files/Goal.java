package plumb.files;

import java.util.List;

/// A column that is predicted.
///
/// @param classes the names of its classes in order; none for a number
public record Goal(String name, List<String> classes) {
    public Goal {
        classes = List.copyOf(classes);
    }
}

package plumb.bench.papers;

import java.util.List;

/// A published result that Plumb measures again.
interface Reproduction {
    /// What it is called on the command line.
    String name();

    /// The heading: source and result.
    String title();

    /// What is done, in Markdown.
    String about();

    /// Measures; what is demanded does not depend on what is found.
    List<Check> run();
}

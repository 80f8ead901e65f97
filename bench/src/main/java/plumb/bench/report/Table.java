package plumb.bench.report;

import java.util.Collections;
import java.util.List;

/// A table in Markdown: words to the left in the first column, numbers to the right in the others.
public final class Table {
    private final StringBuilder text = new StringBuilder();

    public Table(String first, List<String> others) {
        row(first, others);
        text.append("|---").append(String.join("", Collections.nCopies(others.size(), "|---:")))
                .append("|\n");
    }

    public Table row(String first, List<String> others) {
        text.append("| ").append(first);
        for (String other : others) text.append(" | ").append(other);
        text.append(" |\n");
        return this;
    }

    @Override
    public String toString() {
        return text.append('\n').toString();
    }
}

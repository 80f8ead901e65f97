package plumb.app;

/// A chart, the sentence that says what it shows, and the table with the same numbers.
public record Figure(String svg, String sentence, Table table) {}

package plumb.app;

/// Text of files, such as the name of a column, in a line for people: it may hold anything.
final class Shown {
    private static final int LONGEST = 1000;

    private Shown() {}

    /// The text with control characters written out, and without its middle if it is very long.
    static String line(String text) {
        String shown = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST / 2) + "…"
                        + text.substring(text.length() - LONGEST / 2);
        var line = new StringBuilder();
        shown.codePoints().forEach(c -> {
            if (isPrintable(c)) line.appendCodePoint(c);
            else line.append(String.format("\\u%04x", c));
        });
        return line.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}

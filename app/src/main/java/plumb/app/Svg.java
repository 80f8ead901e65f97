package plumb.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// Writes one SVG picture; every text and attribute that goes in comes out escaped.
final class Svg {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    private Svg() {}

    /// A picture of this size in its own units, which says in one sentence what it shows.
    static Svg picture(double width, double height, String sentence) {
        return new Svg().begin("svg", "class", "chart", "viewBox",
                "0 0 " + length(width) + " " + length(height), "role", "img", "aria-label",
                sentence);
    }

    /// Begins an element; attributes are names and values in turn.
    Svg begin(String element, Object... attributes) {
        tag(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /// Ends the element that was begun last.
    Svg end() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /// An element without content.
    Svg add(String element, Object... attributes) {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    /// An element that shows a note when pointed at.
    Svg noted(String note, String element, Object... attributes) {
        begin(element, attributes);
        begin("title").characters(note).end();
        return end();
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    /// A line of text; the style says at which of its ends the position lies.
    Svg text(String style, double x, double y, String text) {
        return begin("text", "class", style, "x", x, "y", y).characters(text).end();
    }

    private Svg characters(String text) {
        out.append(escape(text));
        return this;
    }

    private void tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            out.append(' ').append(attributes[i]).append("=\"")
                    .append(value instanceof Number n
                            ? length(n.doubleValue())
                            : escape(String.valueOf(value)))
                    .append('"');
        }
    }

    /// A length with at most one decimal.
    static String length(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&#34;").replace("'", "&#39;");
    }

    /// The picture, with everything that is still open ended.
    @Override
    public String toString() {
        while (!open.isEmpty()) end();
        return out.toString();
    }
}

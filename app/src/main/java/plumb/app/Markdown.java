package plumb.app;

import java.util.regex.Pattern;

/// A page of Markdown as a terminal shows it: headings stand out, marks of emphasis and links go.
final class Markdown {
    private static final Pattern HEADING = Pattern.compile("(#+) +(.*)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+)\\)");
    private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("(?<![\\w*])\\*([^*\\s][^*]*)\\*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Markdown() {}

    /// @param styled whether the terminal may use bold type
    static String readable(String page, boolean styled) {
        var text = new StringBuilder();
        boolean code = false;
        for (String line : page.lines().toList()) {
            if (line.startsWith("```")) {
                code = !code;
                continue;
            }
            text.append(code ? "    " + line : line(line, styled)).append('\n');
        }
        return text.toString();
    }

    private static String line(String line, boolean styled) {
        var heading = HEADING.matcher(line);
        if (heading.matches()) {
            String words = inline(heading.group(2), false);
            if (styled) return bold(words);
            String underline = heading.group(1).length() == 1 ? "=" : "-";
            return words + "\n" + underline.repeat(words.length());
        }
        return inline(line, styled);
    }

    private static String inline(String line, boolean styled) {
        String text = LINK.matcher(line).replaceAll(link -> link.group(2).startsWith("http")
                ? link.group(1) + " (" + link.group(2) + ")"
                : link.group(1));
        text = STRONG.matcher(text).replaceAll(styled ? bold("$1") : "$1");
        text = EMPHASIS.matcher(text).replaceAll("$1");
        return CODE.matcher(text).replaceAll("$1");
    }

    private static String bold(String text) {
        return "\u001b[1m" + text + "\u001b[0m";
    }
}

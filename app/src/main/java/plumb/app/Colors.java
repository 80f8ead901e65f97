package plumb.app;

import java.util.regex.Pattern;

/// Colors for a report on a terminal. They repeat what the words say.
final class Colors {
    private static final String RESET = "\u001b[0m";

    private Colors() {}

    static String paint(String report) {
        String painted = report;
        painted = paint(painted, "(?m)^error ", "\u001b[1;31m");
        painted = paint(painted, "(?m)^warning ", "\u001b[1;33m");
        painted = paint(painted, "(?m)^info ", "\u001b[1;36m");
        painted = paint(painted, "(?<=^.{0,200}: )sick\\b", "\u001b[1;31m");
        painted = paint(painted, "(?<=^.{0,200}: )healthy\\b", "\u001b[1;32m");
        painted = paint(painted, "(?m)(?<=^repair: )repaired\\b", "\u001b[1;32m");
        painted = paint(painted, "(?m)(?<=^repair: )not repaired\\b", "\u001b[1;31m");
        painted = paint(painted, "(?m)^-[^-].*$", "\u001b[31m");
        return paint(painted, "(?m)^\\+[^+].*$", "\u001b[32m");
    }

    private static String paint(String text, String pattern, String color) {
        return Pattern.compile(pattern).matcher(text)
                .replaceAll(found -> color + found.group() + RESET);
    }
}

package plumb.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// The known word nearest to an unknown one, by edit distance (Levenshtein, 1966).
public final class Nearest {
    private Nearest() {}

    /// A half sentence for an error message: `did you mean "sigmoid"?` when a known word is near,
    /// else the list of known words.
    public static String suggestion(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        // As many edits as there are letters make any word of any other.
        int limit = Math.min(Math.max(2, word.length() / 3), word.length() - 1);
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(lower, k.toLowerCase(Locale.ROOT))))
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= limit)
                .map(k -> "did you mean \"" + k + "\"?")
                .orElse("known: " + String.join(", ", known));
    }

    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

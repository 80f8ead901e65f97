package plumb.app;

import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, line by line.
final class Difference {
    private Difference() {}

    /// The lines that begin with `-` stand in the first text only, those with `+` in the second.
    static List<String> of(String firstName, String first, String secondName, String second) {
        List<String> a = first.lines().toList();
        List<String> b = second.lines().toList();
        int[][] common = common(a, b);
        var lines = new ArrayList<String>(List.of("--- " + firstName, "+++ " + secondName));
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                i++;
                j++;
            } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("-" + a.get(i++));
            } else {
                lines.add("+" + b.get(j++));
            }
        }
        return lines;
    }

    /// The lengths of the longest common subsequences of all tails.
    private static int[][] common(List<String> a, List<String> b) {
        var length = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                length[i][j] = a.get(i).equals(b.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }
}

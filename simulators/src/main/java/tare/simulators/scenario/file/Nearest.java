package tare.simulators.scenario.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which known words somebody may have meant. */
final class Nearest {

    private static final int MOST = 3;

    private Nearest() {}

    /** At most three that differ in at most half of their letters, the nearest first. */
    static List<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= Math.max(1, each.length() / 2))
                .sorted(
                        Comparator.comparingInt((String each) -> distance(word, each))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** For a remedy: the nearest, or else all. */
    static String remedy(String word, Collection<String> known) {
        List<String> nearest = to(word, known);
        return nearest.isEmpty()
                ? "known are " + String.join(", ", known)
                : "did you mean " + String.join(" or ", nearest) + "?";
    }

    /** Levenshtein's: how many letters are put in, left out or changed. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}

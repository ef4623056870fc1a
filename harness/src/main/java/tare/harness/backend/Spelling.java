package tare.harness.backend;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the word that was meant. */
public final class Spelling {

    /** A word that differs in more letters is no likely slip of the one that was written. */
    private static final int FARTHEST_SLIP = 4;

    private Spelling() {}

    /** The known word nearest to what was written; empty if none is near. */
    public static Optional<String> nearest(String written, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(word, written)))
                .filter(word -> distance(word, written) <= farthest(written));
    }

    /** Of a short word not all letters can be slips. */
    private static int farthest(String written) {
        return Math.min(FARTHEST_SLIP, written.length() / 2);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

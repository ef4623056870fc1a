package tare.results.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the word that was meant, for errors that say so. */
public final class Spelling {

    /** A word that differs in more letters is no likely slip of the one that was written. */
    private static final int FARTHEST_SLIP = 4;

    private static final int MOST = 3;

    private Spelling() {}

    /** The known word nearest to what was written; empty if none is near. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        return near(written, known).stream().findFirst();
    }

    /** At most three known words that may have been meant, the nearest first. */
    public static List<String> near(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(word, written) <= farthest(written))
                .sorted(byDistance(written))
                .limit(MOST)
                .toList();
    }

    /**
     * The nearest known word, however far it is.
     *
     * @throws java.util.NoSuchElementException if no word is known
     */
    public static String closest(String written, Collection<String> known) {
        return known.stream().min(byDistance(written)).orElseThrow();
    }

    /** For a remedy: what may have been meant, or else all that is known. */
    public static String remedy(String written, Collection<String> known) {
        List<String> near = near(written, known);
        return near.isEmpty()
                ? "known are " + String.join(", ", known)
                : "did you mean " + String.join(" or ", near) + "?";
    }

    /** Of a short word not all letters can be slips. */
    private static int farthest(String written) {
        return Math.max(1, Math.min(FARTHEST_SLIP, written.length() / 2));
    }

    private static Comparator<String> byDistance(String written) {
        return Comparator.comparingInt((String word) -> distance(word, written))
                .thenComparing(Comparator.naturalOrder());
    }

    /** Levenshtein's: how many letters are put in, left out or changed. */
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

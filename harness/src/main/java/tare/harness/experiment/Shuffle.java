package tare.harness.experiment;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeded orders: the same seed gives the same order with every Java. (Fisher and Yates 1938, as in
 * Knuth, The Art of Computer Programming, volume 2, algorithm P.)
 */
public final class Shuffle {

    private static final String GENERATOR = "L64X128MixRandom";

    private Shuffle() {}

    /** Shuffles the list in place. */
    public static <T> void inPlace(List<T> list, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}

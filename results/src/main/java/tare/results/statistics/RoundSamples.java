package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One side's samples, prepared for many resamples: a resample is counted over the sorted samples
 * and never sorted itself.
 */
final class RoundSamples {

    /** Larger sets are thinned to this many order statistics, evenly spaced in each round. */
    static final int MOST_SAMPLES = 100_000;

    private final double[] sorted;
    private final int[][] places;
    private final int[] counts;
    private int drawn;

    /**
     * @param rounds none of them empty
     */
    RoundSamples(double[][] rounds) {
        this(rounds, MOST_SAMPLES);
    }

    /**
     * The same with another bound.
     *
     * @param most larger sets are thinned to about this many
     */
    RoundSamples(double[][] rounds, int most) {
        double[][] kept = thinned(rounds, most);
        sorted = Arrays.stream(kept).flatMapToDouble(Arrays::stream).sorted().toArray();
        counts = new int[sorted.length];
        places = new int[kept.length][];
        for (int r = 0; r < kept.length; r++) {
            places[r] = new int[kept[r].length];
            for (int i = 0; i < kept[r].length; i++) {
                places[r][i] = Arrays.binarySearch(sorted, kept[r][i]);
            }
        }
    }

    /** Number of samples that a resample draws, about. */
    int size() {
        return sorted.length;
    }

    double min() {
        return sorted[0];
    }

    /** Resamples: from each chosen round as many samples as it has, with replacement. */
    void draw(int[] rounds, RandomGenerator random) {
        Arrays.fill(counts, 0);
        drawn = 0;
        for (int round : rounds) {
            int[] from = places[round];
            for (int i = 0; i < from.length; i++) {
                counts[from[below(from.length, random)]]++;
            }
            drawn += from.length;
        }
    }

    /** A quantile of what was drawn last, estimated as by {@link Quantiles#of}. */
    double quantile(double p) {
        boolean tail = Quantiles.tail(p);
        double h = (drawn - 1) * p;
        int rank = tail ? Quantiles.rank(drawn, p) : (int) h + 1;
        int place = -1;
        int seen = 0;
        while (seen < rank) {
            place++;
            seen += counts[place];
        }
        double share = h - (int) h;
        if (tail || share == 0 || seen > rank) {
            return sorted[place];
        }
        int next = place + 1;
        while (counts[next] == 0) {
            next++;
        }
        return sorted[place] + share * (sorted[next] - sorted[place]);
    }

    /**
     * A number from 0 to below the bound, by the generator's 64 bits alone: the same on every
     * release of Java. The bias of 2^-32 is far below what resampling can show.
     */
    static int below(int bound, RandomGenerator random) {
        return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
    }

    private static double[][] thinned(double[][] rounds, int most) {
        long total = Arrays.stream(rounds).mapToLong(round -> round.length).sum();
        if (total <= most) {
            return rounds;
        }
        double[][] thinned = new double[rounds.length][];
        for (int r = 0; r < rounds.length; r++) {
            double[] all = rounds[r].clone();
            Arrays.sort(all);
            int keep = (int) Math.max(1, (long) all.length * most / total);
            thinned[r] = new double[keep];
            for (int i = 0; i < keep; i++) {
                thinned[r][i] = all[(int) ((i + 0.5) * all.length / keep)];
            }
        }
        return thinned;
    }
}

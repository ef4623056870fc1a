package tare.results.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.statistics.Adjusted;
import tare.results.statistics.BootstrapInterval;

/**
 * Two results, cell by cell.
 *
 * @param referenceId id of the reference
 * @param otherId id of the other result
 * @param paired whether rounds were paired: both results are of one run, whose sides took turns
 * @param comparability in what hosts and tools differ
 * @param cells sorted by key; those that neither side measured are left out
 */
public record Comparison(
        String referenceId,
        String otherId,
        boolean paired,
        Comparability comparability,
        List<CellComparison> cells) {

    private static final double MEDIAN = 0.5;

    public Comparison {
        cells = List.copyOf(cells);
    }

    /**
     * Compares medians.
     *
     * @param subjects and waived: see {@link Comparability#of}
     */
    public static Comparison of(
            RunResult reference, RunResult other, Set<String> subjects, Set<String> waived) {
        boolean paired = sameRun(reference, other);
        List<CellComparison> cells = new ArrayList<>();
        for (CellPair pair : pairs(reference, other)) {
            if (!pair.absent()) {
                cells.add(
                        new CellComparison(
                                pair.key(),
                                MEDIAN,
                                contrast(pair, MEDIAN, paired),
                                1,
                                pair.notes()));
            }
        }
        return new Comparison(
                reference.id(),
                other.id(),
                paired,
                Comparability.of(reference, other, subjects, waived),
                adjusted(cells));
    }

    /** All cells of either side, sorted by key. */
    public static List<CellPair> pairs(RunResult reference, RunResult other) {
        TreeMap<CellKey, CellPair> pairs = new TreeMap<>();
        for (Cell cell : reference.cells()) {
            pairs.put(cell.key(), new CellPair(cell.key(), cell, null));
        }
        for (Cell cell : other.cells()) {
            CellPair known = pairs.get(cell.key());
            pairs.put(
                    cell.key(),
                    new CellPair(cell.key(), known == null ? null : known.reference(), cell));
        }
        return List.copyOf(pairs.values());
    }

    /** The figures of a pair; the seed comes from the cell's key and the samples' number. */
    public static Contrast contrast(CellPair pair, double quantile, boolean paired) {
        if (pair.incomparable().isPresent()) {
            return new Contrast.Unknown(pair.incomparable().get());
        }
        return Contrast.of(
                rounds(pair.reference()),
                rounds(pair.other()),
                quantile,
                paired,
                BootstrapInterval.seed(pair.key() + " p" + quantile));
    }

    /** Two files of one run: split by side, or the same file twice. */
    public static boolean sameRun(RunResult reference, RunResult other) {
        return reference.createdAt().equals(other.createdAt())
                && reference.plan().equals(other.plan())
                && reference.host().equals(other.host());
    }

    private static List<Round> rounds(@org.jspecify.annotations.Nullable Cell cell) {
        return cell != null && cell.outcome() instanceof Outcome.Measured measured
                ? measured.rounds()
                : List.of();
    }

    private static List<CellComparison> adjusted(List<CellComparison> cells) {
        double[] p =
                cells.stream()
                        .filter(cell -> cell.contrast() instanceof Contrast.Figures)
                        .mapToDouble(cell -> ((Contrast.Figures) cell.contrast()).test().p())
                        .toArray();
        double[] adjusted = Adjusted.benjaminiHochberg(p);
        List<CellComparison> all = new ArrayList<>();
        int next = 0;
        for (CellComparison cell : cells) {
            boolean figures = cell.contrast() instanceof Contrast.Figures;
            all.add(
                    new CellComparison(
                            cell.key(),
                            cell.quantile(),
                            cell.contrast(),
                            figures ? adjusted[next++] : 1,
                            cell.notes()));
        }
        return all;
    }
}

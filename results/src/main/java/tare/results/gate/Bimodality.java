package tare.results.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.results.comparison.CellPair;
import tare.results.model.Cell;
import tare.results.model.Outcome;
import tare.results.model.Unit;
import tare.results.statistics.Modes;

/**
 * What two modes do to a verdict. Their medians' shares decide where the median of all lies: where
 * they balance, it jumps from one to the other by a few samples, and no verdict can rest on it.
 *
 * @param sides in words, one for each side that has two modes
 * @param balanced whether the median of a side lies between its modes
 */
record Bimodality(List<String> sides, boolean balanced) {

    private static final double MEDIAN = 0.5;

    Bimodality {
        sides = List.copyOf(sides);
    }

    /**
     * Looks at each side.
     *
     * @param references the reference's cells, arm by arm
     */
    static Bimodality of(CellPair pair, List<Cell> references) {
        List<String> sides = new ArrayList<>();
        boolean balanced = false;
        for (Cell reference : references) {
            balanced |= add(sides, "reference", reference);
        }
        Cell other = pair.other();
        balanced |= other != null && add(sides, "other side", other);
        return new Bimodality(sides.stream().distinct().toList(), balanced);
    }

    private static boolean add(List<String> sides, String name, Cell cell) {
        Optional<Modes> modes = modes(cell);
        modes.ifPresent(m -> sides.add(words(name, m, cell.key().metric().unit())));
        return modes.filter(Modes::balanced).isPresent();
    }

    /** The judgement, unless it rests on a median that lies between two modes. */
    Judgement judged(Judgement judgement, double quantile) {
        return balanced && quantile == MEDIAN && judgement.verdict() != Verdict.INCOMPARABLE
                ? new Judgement(
                        Verdict.INCONCLUSIVE,
                        "the median lies between two modes, so a few samples move it: "
                                + String.join("; ", sides))
                : judgement;
    }

    /** What a reader must know, after what is known already. */
    List<String> notes(List<String> before) {
        List<String> all = new ArrayList<>(before);
        all.addAll(sides);
        return all;
    }

    private static Optional<Modes> modes(Cell cell) {
        return cell.outcome() instanceof Outcome.Measured measured
                ? Modes.within(measured.rounds().stream().map(r -> r.samples().values()).toList())
                : Optional.empty();
    }

    private static String words(String side, Modes modes, Unit unit) {
        return side
                + " has two modes, "
                + Amount.text(modes.low(), unit)
                + " and "
                + Amount.text(modes.high(), unit)
                + " ("
                + Amount.percent(modes.share())
                + ")";
    }
}

package tare.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tare.results.comparison.CellPair;
import tare.results.comparison.Contrast;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.NoiseFloor;

/**
 * The sides of one run that took turns: {@code a1} and {@code a2} are two arms of the reference,
 * {@code b} is the other side. Cells carry their arm as the parameter {@link #PARAMETER}.
 *
 * @param first cells of arm a1 by key, the parameter left out
 * @param second cells of arm a2
 * @param other cells of side b
 */
public record Arms(Map<CellKey, Cell> first, Map<CellKey, Cell> second, Map<CellKey, Cell> other)
        implements Noise {

    /** The parameter that names a cell's arm. */
    public static final String PARAMETER = "arm";

    /** The reference's arms and the other side, as the parameter has them. */
    public static final List<String> NAMES = List.of("a1", "a2", "b");

    /** Whether cells were measured in arms. */
    public static boolean in(List<Cell> cells) {
        return cells.stream().anyMatch(cell -> cell.key().parameters().containsKey(PARAMETER));
    }

    /** Sorts cells by arm; those without one are left out. */
    public static Arms of(List<Cell> cells) {
        List<Map<CellKey, Cell>> byArm = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (Cell cell : cells) {
            int arm = NAMES.indexOf(cell.key().parameters().getOrDefault(PARAMETER, ""));
            if (arm >= 0) {
                byArm.get(arm).put(without(cell.key()), cell);
            }
        }
        return new Arms(byArm.get(0), byArm.get(1), byArm.get(2));
    }

    /** Both arms of the reference as one side against the other. */
    public List<CellPair> pairs() {
        TreeMap<CellKey, CellPair> pairs = new TreeMap<>();
        for (CellKey key : first.keySet()) {
            pairs.put(key, new CellPair(key, merged(key), other.get(key)));
        }
        other.forEach((key, cell) -> pairs.putIfAbsent(key, new CellPair(key, null, cell)));
        return List.copyOf(pairs.values());
    }

    /**
     * The noise floor of a cell: by how much two arms of one side differ in 19 of 20 such runs.
     *
     * @return nothing where an arm has no figures
     */
    @Override
    public Optional<NoiseFloor> floor(CellKey key, double quantile) {
        List<Round> a = rounds(first, key);
        List<Round> b = rounds(second, key);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        long seed = BootstrapInterval.seed("floor " + key);
        return Contrast.of(a, b, quantile, true, seed) instanceof Contrast.Figures figures
                ? Optional.of(
                        NoiseFloor.of(
                                array(figures.referenceRounds()),
                                array(figures.otherRounds()),
                                seed))
                : Optional.empty();
    }

    @Override
    public List<Cell> references(CellPair pair) {
        List<Cell> cells = new ArrayList<>();
        for (Map<CellKey, Cell> arm : List.of(first, second)) {
            Cell cell = arm.get(pair.key());
            if (cell != null) {
                cells.add(cell);
            }
        }
        return cells;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** One cell with both arms' samples in each round; where an arm is absent, that absence. */
    private @Nullable Cell merged(CellKey key) {
        Cell a = first.get(key);
        Cell b = second.get(key);
        if (a == null || b == null || !(a.outcome() instanceof Outcome.Measured)) {
            return b == null ? null : a;
        }
        if (!(b.outcome() instanceof Outcome.Measured)) {
            return b;
        }
        List<Round> rounds = joined(rounds(first, key), rounds(second, key));
        if (rounds.isEmpty()) {
            return null;
        }
        TreeSet<Label> labels = new TreeSet<>(a.labels());
        labels.addAll(b.labels());
        return new Cell(
                key, a.backendClass(), a.method(), labels, a.channel(), Looks.measured(rounds));
    }

    private static List<Round> joined(List<Round> a, List<Round> b) {
        List<Round> joined = new ArrayList<>();
        for (Round left : a) {
            b.stream()
                    .filter(right -> right.round() == left.round())
                    .findFirst()
                    .ifPresent(
                            right ->
                                    joined.add(
                                            new Round(
                                                    left.round(),
                                                    left.order(),
                                                    both(left.samples(), right.samples()))));
        }
        return joined;
    }

    private static Samples both(Samples left, Samples right) {
        return new Samples(
                DoubleStream.concat(Arrays.stream(left.values()), Arrays.stream(right.values()))
                        .toArray());
    }

    private static List<Round> rounds(Map<CellKey, Cell> side, CellKey key) {
        Cell cell = side.get(key);
        return cell != null && cell.outcome() instanceof Outcome.Measured measured
                ? measured.rounds()
                : List.of();
    }

    private static CellKey without(CellKey key) {
        TreeMap<String, String> parameters = new TreeMap<>(key.parameters());
        parameters.remove(PARAMETER);
        return new CellKey(
                key.experiment(), key.backend(), key.workload(), key.metric(), parameters);
    }
}

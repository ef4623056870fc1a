package tare.results.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Summary;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.results.statistics.Quantiles;

/** Puts the fragments of a run together into cells. */
final class Assembly {

    /** Type 7 for the median, type 1 for the tails: see docs/methodology.md. */
    static final String ESTIMATOR = "type7-median,type1-tail";

    private Assembly() {}

    /** The cells, sorted by key; a cell of a partial run says so. */
    static RunResult result(
            RunHeader header,
            RunState state,
            tare.results.model.HostFacts host,
            List<Fragment> fragments,
            List<Warning> known) {
        Map<CellKey, List<Fragment>> byKey = new TreeMap<>();
        for (Fragment fragment : fragments) {
            byKey.computeIfAbsent(fragment.key(), key -> new ArrayList<>()).add(fragment);
        }
        List<Warning> warnings = new ArrayList<>(known);
        List<Cell> cells = new ArrayList<>();
        for (List<Fragment> parts : byKey.values()) {
            cells.add(cell(parts, state, warnings));
        }
        return new RunResult(
                ResultWriter.id(header.plan(), cells),
                header.createdAt(),
                state,
                header.tool(),
                host,
                header.plan(),
                cells,
                warnings);
    }

    private static Cell cell(List<Fragment> parts, RunState state, List<Warning> warnings) {
        Fragment first = parts.get(0);
        SortedSet<Label> labels = new TreeSet<>();
        // By number: what a resumed run computes again takes the place of what was cut short.
        Map<Integer, Round> byNumber = new TreeMap<>();
        List<Outcome.Absent> absences = new ArrayList<>();
        for (Fragment part : parts) {
            labels.addAll(part.labels());
            if (part.part() instanceof Fragment.Part.Samples samples) {
                byNumber.put(samples.round().round(), samples.round());
            } else {
                absences.add(((Fragment.Part.Absence) part.part()).why());
            }
        }
        if (state == RunState.PARTIAL) {
            labels.add(Label.PARTIAL);
        }
        List<Round> rounds = List.copyOf(byNumber.values());
        Outcome outcome;
        if (rounds.isEmpty()) {
            outcome = absences.get(0);
        } else {
            outcome = new Outcome.Measured(rounds, summary(rounds));
            for (Outcome.Absent absence : absences) {
                labels.add(Label.PARTIAL);
                warnings.add(
                        new Warning(
                                WarningKind.PARTIAL,
                                first.key().experiment()
                                        + " "
                                        + first.key().backend()
                                        + ": "
                                        + absence.reason()));
            }
        }
        return new Cell(
                first.key(),
                first.backendClass(),
                first.method(),
                labels,
                first.channel(),
                outcome);
    }

    static Summary summary(List<Round> rounds) {
        double[] sorted =
                rounds.stream()
                        .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                        .sorted()
                        .toArray();
        return new Summary(
                sorted.length,
                sorted[0],
                Quantiles.median(sorted),
                Quantiles.nearestRank(sorted, 0.9),
                Quantiles.nearestRank(sorted, 0.99),
                Quantiles.nearestRank(sorted, 0.999),
                sorted[sorted.length - 1],
                Arrays.stream(sorted).average().orElseThrow(),
                ESTIMATOR);
    }
}

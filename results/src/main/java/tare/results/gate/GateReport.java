package tare.results.gate;

import java.util.List;
import tare.results.comparison.Difference;

/**
 * What a gate found.
 *
 * @param referenceId id of the reference's result; empty where only promises were judged
 * @param otherId id of the judged result
 * @param paired whether sides took turns in one run
 * @param differences in what hosts and tools differ
 * @param lines changes, worst first
 * @param limits promises, worst first
 * @param troubles why there is nothing to say of something that was asked for; each makes the gate
 *     incomparable
 * @param alpha chance of a false alarm over all gated cells
 * @param repeat the command that repeats this
 */
public record GateReport(
        String referenceId,
        String otherId,
        boolean paired,
        List<Difference> differences,
        List<GateLine> lines,
        List<LimitLine> limits,
        List<String> troubles,
        double alpha,
        String repeat) {

    public GateReport {
        differences = List.copyOf(differences);
        lines = List.copyOf(lines);
        limits = List.copyOf(limits);
        troubles = List.copyOf(troubles);
    }

    /** The worst of all that counts. */
    public Verdict verdict() {
        Verdict worst = troubles.isEmpty() ? Verdict.PASS : Verdict.INCOMPARABLE;
        // INCONCLUSIVE is below FAIL: a shown loss is told even where something else is open.
        for (GateLine line : lines) {
            worst = worst.worse(line.counts());
        }
        for (LimitLine limit : limits) {
            worst = worst.worse(limit.verdict());
        }
        return worst;
    }

    /** How many lines and promises have a verdict that counts. */
    public long count(Verdict verdict) {
        return lines.stream().filter(GateLine::gated).filter(l -> l.counts() == verdict).count()
                + limits.stream().filter(l -> l.verdict() == verdict).count();
    }
}

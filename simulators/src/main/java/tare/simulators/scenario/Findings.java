package tare.simulators.scenario;

import java.util.OptionalInt;
import tare.simulators.engine.Outcome;

/**
 * What a trial showed, at the moment at which the most hosts were in use.
 *
 * @param hosts in use
 * @param bound below which no placement of the instances can be
 * @param rejected instances, and where there are machines inside, machines, that found no room
 * @param machines inside at the most; none where instances are on hosts
 * @param cpuShare of the hosts in use that instances have been given, 0 to 1
 * @param memoryShare likewise
 * @param strandedCpuShare of the hosts in use that is free where the smallest thing does not fit
 * @param strandedMemoryShare likewise
 */
public record Findings(
        int hosts,
        int bound,
        int rejected,
        OptionalInt machines,
        double cpuShare,
        double memoryShare,
        double strandedCpuShare,
        double strandedMemoryShare) {

    static Findings of(Outcome outcome) {
        Outcome.Moment peak = outcome.peak();
        return new Findings(
                outcome.hosts(),
                outcome.bound().hosts(),
                outcome.rejected(),
                OptionalInt.empty(),
                peak.cpuShare(),
                peak.memoryShare(),
                peak.strandedCpuShare(),
                peak.strandedMemoryShare());
    }

    /**
     * Of machines inside.
     *
     * @param usable share of a machine's memory that its instances may use
     */
    static Findings layered(Outcome inner, Outcome outer, int bound, double usable) {
        Outcome.Moment inside = inner.peak();
        Outcome.Moment outside = outer.peak();
        return new Findings(
                outer.hosts(),
                bound,
                inner.rejected() + outer.rejected(),
                OptionalInt.of(inner.hosts()),
                outside.cpuShare() * inside.cpuShare(),
                outside.memoryShare() * usable * inside.memoryShare(),
                outside.strandedCpuShare(),
                outside.strandedMemoryShare());
    }

    /** Whether no placement could do with fewer hosts. */
    public boolean proven() {
        return hosts == bound;
    }
}

package tare.simulators.plan;

import java.util.List;
import java.util.Optional;
import tare.simulators.sla.Sla;

/**
 * What a choice comes to.
 *
 * @param hosts in use, without spares
 * @param contention share of demanded CPU time that waits, on the worst host
 * @param memoryRisk probability that the worst host is short of memory at a moment, at most
 * @param latencyFactor how many times as long short work takes on the fullest host's cores in the
 *     busiest hour
 * @param startNanos quantiles of starts in a burst, one for each of the question's; NaN where
 *     nothing is known
 * @param fullest which resource is given away most: {@code cpu} or {@code memory}
 */
public record Figures(
        Choice choice,
        int hosts,
        double contention,
        double memoryRisk,
        double latencyFactor,
        List<Double> startNanos,
        String fullest) {

    public Figures {
        startNanos = List.copyOf(startNanos);
    }

    /** What it costs for an hour with so many hosts more. */
    public double cost(int spares) {
        return (hosts + spares) * choice.host().price();
    }

    /** Whether a promise is kept. */
    boolean keeps(Sla sla, List<Sla.Start> starts) {
        Optional<Double> reached = reached(sla, starts);
        return reached.map(value -> value <= limit(sla)).orElseGet(() -> holds(sla));
    }

    /** What a promise that is a figure comes to; NaN where nothing is known. */
    public Optional<Double> reached(Sla sla, List<Sla.Start> starts) {
        if (sla instanceof Sla.Start start) {
            return Optional.of(startNanos.get(starts.indexOf(start)));
        }
        if (sla instanceof Sla.CpuContention) {
            return Optional.of(contention);
        }
        return sla instanceof Sla.MemoryRisk ? Optional.of(memoryRisk) : Optional.empty();
    }

    private boolean holds(Sla sla) {
        if (sla instanceof Sla.Availability availability) {
            return hosts + availability.spares() <= choice.host().kind().count();
        }
        return !(sla instanceof Sla.Isolation isolation)
                || choice.technology().strength().atLeast(isolation.least());
    }

    private static double limit(Sla sla) {
        if (sla instanceof Sla.Start start) {
            return start.nanos();
        }
        if (sla instanceof Sla.CpuContention contention) {
            return contention.share();
        }
        return sla instanceof Sla.MemoryRisk risk ? risk.risk() : 0;
    }
}

package tare.simulators.scenario;

import java.util.ArrayList;
import java.util.List;
import tare.simulators.engine.Case;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.WorkloadSpec;

/**
 * A question to a fleet.
 *
 * @param name for example {@code consolidation}
 * @param question in one sentence; may be empty
 * @param seed of the first repeat
 * @param repeats how many seeds, at least 1
 * @param fleet what hosts give to instances, the reserve taken off
 * @param technologies at least one
 * @param policies names, at least one
 * @param stepNanos 0 for events at their own times
 * @param growth factors of hosts and workload, at least one
 */
public record Scenario(
        String name,
        String question,
        long seed,
        int repeats,
        Fleet fleet,
        WorkloadSpec workload,
        List<Isolation> technologies,
        List<String> policies,
        Case.Admission admission,
        long stepNanos,
        List<Double> growth) {

    public Scenario {
        technologies = List.copyOf(technologies);
        policies = List.copyOf(policies);
        growth = List.copyOf(growth);
    }

    /** All that is to be tried, in the order to be done: repeats outermost. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int round = 0; round < repeats; round++) {
            for (Isolation technology : technologies) {
                for (double factor : growth) {
                    for (String policy : policies) {
                        add(trials, round, technology, factor, policy);
                    }
                }
            }
        }
        return trials;
    }

    private void add(
            List<Trial> trials, int round, Isolation technology, double factor, String policy) {
        for (Isolation.End end : Isolation.End.values()) {
            if (end == Isolation.End.MIDDLE || (technology.uncertain() && factor == 1)) {
                Case plain =
                        new Case(
                                grown(fleet, factor),
                                grown(workload, factor),
                                policy,
                                technology.overhead(end),
                                admission,
                                stepNanos,
                                0,
                                seed + round);
                trials.add(new Trial(round, technology, end, factor, plain));
            }
        }
    }

    private static Fleet grown(Fleet fleet, double factor) {
        return new Fleet(
                fleet.classes().stream()
                        .map((HostClass each) -> each.times(times(each.count(), factor)))
                        .toList());
    }

    private static WorkloadSpec grown(WorkloadSpec spec, double factor) {
        if (spec instanceof WorkloadSpec.Drawn drawn) {
            return new WorkloadSpec.Drawn(
                    times(drawn.count(), factor),
                    drawn.mix(),
                    drawn.meanGapNanos(),
                    drawn.meanLifeNanos());
        }
        if (spec instanceof WorkloadSpec.Cyclic cyclic) {
            return new WorkloadSpec.Cyclic(
                    times(cyclic.count(), factor), cyclic.sizes(), cyclic.lifeNanos());
        }
        if (spec instanceof WorkloadSpec.Together together) {
            return new WorkloadSpec.Together(
                    together.parts().stream().map(part -> grown(part, factor)).toList());
        }
        return spec;
    }

    /** Rounded to the nearest, and at least 1 of what there was any of. */
    private static int times(int count, double factor) {
        return count == 0 ? 0 : Math.toIntExact(Math.max(1, Math.round(count * factor)));
    }
}

package tare.simulators.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tare.simulators.bound.Bound;
import tare.simulators.bound.LowerBound;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec.Traces;
import tare.simulators.placement.Policy;
import tare.simulators.placement.named.Policies;

/** Plays cases. */
public final class Simulation {

    private Simulation() {}

    /**
     * What becomes of the case. A pure function: the same case and traces, the same outcome, on
     * every machine.
     *
     * @throws tare.results.failure.UsageError if there is no policy of that name
     */
    public static Outcome run(Case of, Traces traces) {
        return run(of, of.workload().draw(of.seed(), traces));
    }

    /** The same with the case's workload, already drawn. */
    public static Outcome run(Case of, Workload workload) {
        return run(of, Policies.named(of.policy()), workload);
    }

    /** The same by a policy that has no name of its own. */
    public static Outcome run(Case of, Policy policy, Workload workload) {
        return play(of, policy, workload).outcome();
    }

    /**
     * Where the instances of a case went, without bounds.
     *
     * @param rejected that found no host
     * @param peak the moment at which the most hosts were in use
     * @param hostOf the host's number for each instance, or {@code Hosts.NONE}
     */
    // Made here and read once: nobody compares them.
    @SuppressWarnings("ArrayRecordComponent")
    public record Placed(int rejected, Outcome.Moment peak, int[] hostOf) {}

    /** Where each instance goes. */
    public static Placed placed(Case of, Workload workload) {
        return play(of, Policies.named(of.policy()), workload).placed();
    }

    /** The same, and when each host was in use. */
    public static Use use(Case of, Workload workload) {
        Use use = new Use(of.fleet().hosts());
        use.finished(play(of, Policies.named(of.policy()), workload, use).outcome());
        return use;
    }

    /** The same, and where each instance went. */
    static Run play(Case of, Policy policy, Workload workload) {
        return play(of, policy, workload, null);
    }

    private static Run play(Case of, Policy policy, Workload workload, @Nullable Use use) {
        Overhead overhead = of.overhead();
        Fleet fleet = of.fleet().without(overhead.hostCpuMillis(), overhead.hostBytes());
        Run run =
                new Run(
                        of,
                        fleet,
                        policy,
                        workload.withOverhead(
                                overhead.instanceCpuMillis(), overhead.instanceBytes()),
                        use);
        run.play();
        return run;
    }

    /** The bounds for what ran at the moment at which the most hosts were in use. */
    static Bound bound(Run run, Fleet fleet, Workload workload, long peakNanos, int mostVolume) {
        int[] cpu = new int[workload.count()];
        long[] memory = new long[cpu.length];
        int count = 0;
        for (int i = 0; i < cpu.length; i++) {
            if (run.livesAt(i, peakNanos)) {
                cpu[count] = workload.cpuMillis(i);
                memory[count++] = workload.memoryBytes(i);
            }
        }
        Bound bound = LowerBound.of(fleet, Arrays.copyOf(cpu, count), Arrays.copyOf(memory, count));
        return new Bound(
                Math.max(mostVolume, bound.volume()), bound.martelloToth(), bound.linear());
    }
}

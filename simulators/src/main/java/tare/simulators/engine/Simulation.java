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
     * The same in three steps, so that what each takes can be told apart: hosts, the policy's index
     * and the books are made here; then it is played; then judged, bounds and all.
     */
    public static Prepared prepare(Case of, Workload workload) {
        return new Prepared(prepare(of, Policies.named(of.policy()), workload, null));
    }

    /** A case that is ready to be played, once. */
    public static final class Prepared {

        private final Run run;
        private boolean played;

        private Prepared(Run run) {
            this.run = run;
        }

        /**
         * Until all have come and gone.
         *
         * @throws IllegalStateException the second time
         */
        public void play() {
            if (played) {
                throw new IllegalStateException("a prepared case is played once");
            }
            played = true;
            run.play();
        }

        /**
         * What became of it.
         *
         * @throws IllegalStateException before it was played
         */
        public Outcome outcome() {
            if (!played) {
                throw new IllegalStateException("it has not been played");
            }
            return run.outcome();
        }
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
        Run run = prepare(of, policy, workload, use);
        run.play();
        return run;
    }

    private static Run prepare(Case of, Policy policy, Workload workload, @Nullable Use use) {
        Overhead overhead = of.overhead();
        Fleet fleet = of.fleet().without(overhead.hostCpuMillis(), overhead.hostBytes());
        return new Run(
                of,
                fleet,
                policy,
                workload.withOverhead(overhead.instanceCpuMillis(), overhead.instanceBytes()),
                use);
    }

    /** The bounds for what ran at the moment at which the most hosts were in use. */
    static Bound bound(Run run, Fleet fleet, Workload workload, long peakNanos, int mostVolume) {
        int mostCpu = workload.mostCpuMillis();
        long mostBytes = workload.mostMemoryBytes();
        Bound bound =
                run.allRanAtOnce() && LowerBound.isVolume(fleet, mostCpu, mostBytes)
                        ? LowerBound.ofSums(fleet, workload.sumsAt(peakNanos))
                        : bound(run, fleet, workload, peakNanos);
        return new Bound(
                Math.max(mostVolume, bound.volume()), bound.martelloToth(), bound.linear());
    }

    private static Bound bound(Run run, Fleet fleet, Workload workload, long peakNanos) {
        int[] cpu = new int[workload.count()];
        long[] memory = new long[cpu.length];
        int count = 0;
        for (int i = 0; i < cpu.length; i++) {
            if (run.livesAt(i, peakNanos)) {
                cpu[count] = workload.cpuMillis(i);
                memory[count++] = workload.memoryBytes(i);
            }
        }
        return count == cpu.length
                ? LowerBound.of(fleet, cpu, memory)
                : LowerBound.of(fleet, Arrays.copyOf(cpu, count), Arrays.copyOf(memory, count));
    }
}

package tare.simulators.engine;

import java.util.List;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.WorkloadSpec;

/**
 * All that decides the outcome of a run.
 *
 * @param fleet the hosts that there are
 * @param workload what arrives
 * @param policy a name of {@code placement.named.Policies}
 * @param overhead what isolation adds
 * @param admission what becomes of an instance that no host can take
 * @param stepNanos 0: each event at its own time; else events happen at the ends of steps this long
 * @param samples 0, or how many moments the outcome shows at the most
 * @param seed of everything that is drawn
 */
public record Case(
        Fleet fleet,
        WorkloadSpec workload,
        String policy,
        Overhead overhead,
        Admission admission,
        long stepNanos,
        int samples,
        long seed) {

    /** What becomes of an instance that no host can take. */
    public enum Admission {
        /** It is turned away for good, as by a cloud's front door. */
        REJECT,
        /** It waits until something departs, as in an orchestrator. */
        WAIT
    }

    public Case {
        if (stepNanos < 0 || samples < 0) {
            throw new IllegalArgumentException(samples + " samples, step " + stepNanos + " ns");
        }
    }

    /** Events at their own times, who does not fit is rejected, no overhead, nothing over time. */
    public static Case of(Fleet fleet, WorkloadSpec workload, String policy, long seed) {
        return new Case(fleet, workload, policy, Overhead.NONE, Admission.REJECT, 0, 0, seed);
    }

    public Case with(Overhead other) {
        return new Case(fleet, workload, policy, other, admission, stepNanos, samples, seed);
    }

    public Case with(Admission other) {
        return new Case(fleet, workload, policy, overhead, other, stepNanos, samples, seed);
    }

    public Case with(Fleet other) {
        return new Case(other, workload, policy, overhead, admission, stepNanos, samples, seed);
    }

    public Case withPolicy(String other) {
        return new Case(fleet, workload, other, overhead, admission, stepNanos, samples, seed);
    }

    public Case withStep(long otherNanos) {
        return new Case(fleet, workload, policy, overhead, admission, otherNanos, samples, seed);
    }

    public Case withSamples(int other) {
        return new Case(fleet, workload, policy, overhead, admission, stepNanos, other, seed);
    }

    /** One case for each policy. */
    public List<Case> with(List<String> policies) {
        return policies.stream().map(this::withPolicy).toList();
    }
}

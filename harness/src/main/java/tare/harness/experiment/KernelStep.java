package tare.harness.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.PayloadPlace;
import tare.harness.backend.ProgramPayload;
import tare.harness.backend.ThreadPayload;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.CpuSet;
import tare.harness.linux.Kernel;
import tare.harness.linux.ThreadAffinity;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Step;
import tare.workloads.kernel.KernelRequest;

/**
 * The payload kernels' part of one step of the experiment on overhead: every kernel in every place
 * of the backend, in turns, timed by the host's clock; and the instrument's own proof, in turns
 * with a thread of the host's.
 */
public final class KernelStep {

    /** Rounds that the proof has in a whole run at the least. */
    public static final int PROOF_ROUNDS = 12;

    /** What tells the host's thread from the program of the same backend. */
    private static final String PLACE = "place";

    private static final String THREAD = "thread";

    /** The buffer, and as much again for the program, its pages' tables and a runtime's share. */
    private static final long MEMORY_BYTES = 2 * KernelRequest.MOST_BYTES;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final MonotonicClock clock;
    private final int chunks;
    private final int proofRounds;

    /**
     * @param chunks of each kernel in each place in a round, and of the proof's in one of its own
     *     rounds
     * @param proofRounds of the proof's own in one step; see {@link #proofRounds(int)}
     */
    public KernelStep(Kernel kernel, MonotonicClock clock, int chunks, int proofRounds) {
        this.kernel = kernel;
        this.clock = clock;
        this.chunks = chunks;
        this.proofRounds = proofRounds;
    }

    /**
     * How many a step has, so that a run has {@link #PROOF_ROUNDS}.
     *
     * @param rounds of the experiment
     */
    public static int proofRounds(int rounds) {
        return Math.max(1, (PROOF_ROUNDS + rounds - 1) / rounds);
    }

    /** Whether the backend has a place for kernels. */
    public static boolean fits(Backend backend) {
        return backend.capabilities().contains(Capability.PROGRAM)
                || backend.capabilities().contains(Capability.PAYLOAD);
    }

    /** Whether a cell is of payload kernels. */
    public static boolean isOfKernels(CellKey key) {
        return KernelCase.ALL.stream().anyMatch(c -> c.kernel().workload().equals(key.workload()));
    }

    /** About how long a step takes with one place, in nanoseconds, but for launches. */
    public long stepNanos() {
        long kernels = KernelCase.ALL.size() - 1L + proofRounds;
        // Two places take turns, each with a part before the chunk and about as much to prepare it.
        return 2 * 2 * kernels * chunks * KernelTimer.CHUNK_NANOS;
    }

    /**
     * Runs the step on the calling thread.
     *
     * @return a finding for each cell of {@code overhead.score} and {@code proof.ratio}; a place
     *     that cannot be had, or ends, is a finding too
     */
    public List<Finding> run(Step step, StepContext context) {
        List<KernelSite> sites = new ArrayList<>();
        for (PayloadPlace place : places(step, context)) {
            sites.add(new KernelSite(place, true));
        }
        KernelSite thread = thread(context.backend());
        KernelTurns turns = new KernelTurns(step, context.plan().seed(), chunks, clock);
        // It waits where the instance runs, so that its own kernels run nowhere else.
        Optional<ThreadAffinity> affinity =
                Optional.of(context.instanceCpus())
                        .filter(cpus -> !cpus.isEmpty())
                        .map(cpus -> new ThreadAffinity(kernel, CpuSet.parse(cpus)));
        affinity.ifPresent(ThreadAffinity::bind);
        try {
            sites.forEach(KernelSite::open);
            thread.open();
            turns.prove(sites.get(0), thread, proofRounds);
            for (KernelCase what : KernelCase.ALL) {
                for (KernelSite site : sites) {
                    if (!what.equals(KernelCase.PROOF) || !site.equals(sites.get(0))) {
                        // Beside each the same thread: all find the caches as it left them.
                        turns.measure(what, List.of(site, thread));
                    }
                }
            }
        } finally {
            affinity.ifPresent(ThreadAffinity::restore);
            turns.close(thread);
            sites.forEach(turns::close);
        }
        return turns.findings();
    }

    /** The usual place first. */
    private List<PayloadPlace> places(Step step, StepContext context) {
        Backend backend = context.backend();
        if (!backend.capabilities().contains(Capability.PROGRAM)) {
            return backend.payloadPlaces(context.instanceCpus());
        }
        String name = String.format(Locale.ROOT, "kernels-r%d-%d", step.round(), step.order());
        InstanceSpec spec =
                new InstanceSpec(
                        name,
                        0,
                        MEMORY_BYTES,
                        InstanceSpec.DEFAULT_TASKS,
                        context.instanceCpus(),
                        PATIENCE);
        return List.of(
                PayloadPlace.usual(
                        () ->
                                ProgramPayload.launch(
                                        backend,
                                        spec.running(
                                                ProgramPayload.program(context.scratchDirectory())),
                                        clock)));
    }

    /** The host's thread stands beside the bare process: its cells are that backend's. */
    private KernelSite thread(Backend backend) {
        return new KernelSite(
                PayloadPlace.other(PLACE, THREAD, () -> new ThreadPayload(kernel, clock)),
                backend.backendClass() == BackendClass.PROCESS);
    }
}

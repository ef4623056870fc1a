package tare.harness.experiment;

import tare.harness.backend.Payload;
import tare.results.statistics.Quantiles;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

/**
 * Times one kernel in one place by the host's clock, in chunks of some ten milliseconds. What it
 * takes to ask and to hear, found by empty runs, is subtracted.
 */
final class KernelTimer {

    /** What a chunk is meant to take. */
    static final long CHUNK_NANOS = 10_000_000;

    /** From here on a run says how long a turn takes. */
    private static final long TELLING_NANOS = 1_000_000;

    private static final int EMPTY_RUNS = 31;

    /** The fastest of so many is not one that the host interrupted. */
    private static final int REPEATS = 3;

    private static final long FIRST_TURNS = 16;
    private static final long GROWTH = 4;

    /** What is run before each chunk, as a share of it: caches are as the last place left them. */
    private static final int WARM_SHARE = 4;

    /** Smallest buffer whose chain says how long a larger one's takes. */
    private static final long SAMPLE_BYTES = 16 * KernelRequest.PAGE_BYTES;

    private final Payload payload;
    private final PayloadKernel kernel;
    private final long bytes;
    private double emptyNanos;
    private long turns;

    KernelTimer(Payload payload, KernelCase what) {
        this.payload = payload;
        this.kernel = what.kernel();
        this.bytes = what.bytes();
    }

    /** About how long {@link #prepare} takes; runs a small part of it where it may be long. */
    long preparationNanos() {
        if (kernel.preparation() != PayloadKernel.Preparation.CHAIN || bytes <= SAMPLE_BYTES) {
            return 0;
        }
        long sampleNanos = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            sampleNanos =
                    Math.min(sampleNanos, payload.runNanos(KernelRequest.chain(SAMPLE_BYTES)));
        }
        return sampleNanos * (bytes / SAMPLE_BYTES);
    }

    /**
     * Prepares the buffer and finds the turns of a chunk.
     *
     * @throws tare.harness.backend.LaunchException if the place has ended
     */
    void prepare() {
        switch (kernel.preparation()) {
            case CHAIN -> payload.runNanos(KernelRequest.chain(bytes));
            case FILL -> payload.runNanos(KernelRequest.fill(bytes));
            case DISCARD, NONE -> {
                // Nothing that lasts.
            }
        }
        double[] empty = new double[EMPTY_RUNS];
        for (int i = 0; i < EMPTY_RUNS; i++) {
            empty[i] = payload.runNanos(KernelRequest.run(kernel, bytes, 0));
        }
        emptyNanos = Quantiles.median(empty);
        long most = kernel.mostTurns(bytes);
        turns = FIRST_TURNS;
        double nanos = fastest(turns);
        while (nanos < TELLING_NANOS && turns < most) {
            turns = Math.min(most, turns * GROWTH);
            nanos = fastest(turns);
        }
        double wanted = turns * (CHUNK_NANOS / Math.max(1, nanos));
        turns = Math.max(1, Math.min(most, Math.round(wanted)));
    }

    /** One chunk: nanoseconds per turn. */
    double chunk() {
        if (kernel.preparation() != PayloadKernel.Preparation.DISCARD) {
            payload.runNanos(KernelRequest.run(kernel, bytes, Math.max(1, turns / WARM_SHARE)));
        }
        return timed(turns) / turns;
    }

    private double fastest(long count) {
        double nanos = timed(count);
        for (int i = 1; i < REPEATS; i++) {
            nanos = Math.min(nanos, timed(count));
        }
        return nanos;
    }

    private double timed(long count) {
        if (kernel.preparation() == PayloadKernel.Preparation.DISCARD) {
            payload.runNanos(KernelRequest.discard(bytes));
        }
        return payload.runNanos(KernelRequest.run(kernel, bytes, count)) - emptyNanos;
    }

    /** What an empty run takes. */
    double emptyNanos() {
        return emptyNanos;
    }

    /** Turns of a chunk. */
    long turns() {
        return turns;
    }
}

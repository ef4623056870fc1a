package tare.harness.storm;

import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;

/**
 * The next start is due as soon as the launcher is free: how fast it can go at all. Where a start
 * takes so long that a given time sees but a few, it goes on until there are enough to tell.
 */
final class ClosedDemand implements Demand {

    /** Starts without which a time says too little of a rate: a fourth more or less. */
    static final int FEWEST = 4;

    private static final long AGAIN_NANOS = 200_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long fromNanos;
    private final long untilNanos;
    private final long patienceNanos;
    private final int most;
    private int live;
    private int within;
    private int counted;
    private int failures;
    private long firstClaim;
    private long firstReady;
    private long lastReady;
    private @Nullable LaunchException first;

    /**
     * @param fromNanos starts before that are made and not counted
     * @param untilNanos none is begun after that, unless fewer than {@link #FEWEST} were counted
     * @param patienceNanos how long after that they are waited for
     * @param most so many of this launcher's live at once
     */
    ClosedDemand(long fromNanos, long untilNanos, long patienceNanos, int most) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
        this.patienceNanos = patienceNanos;
        this.most = most;
    }

    @Override
    public int claim(long nowNanos) {
        if (nowNanos >= untilNanos && !wantsMore(nowNanos)) {
            return OVER;
        }
        if (live >= most) {
            return NOT_YET;
        }
        if (firstClaim == 0) {
            firstClaim = nowNanos;
        }
        live++;
        return 0;
    }

    /** What fails again and again is not waited for. */
    private boolean wantsMore(long nowNanos) {
        return counted < FEWEST && failures < FEWEST && nowNanos < untilNanos + patienceNanos;
    }

    @Override
    public long askAgainNanos(long nowNanos) {
        return nowNanos + AGAIN_NANOS;
    }

    @Override
    public void started(int number, long t0, long ready, long freeNanos) {
        if (ready < fromNanos) {
            return;
        }
        counted++;
        if (ready < untilNanos) {
            within++;
        }
        firstReady = counted == 1 ? ready : firstReady;
        lastReady = ready;
    }

    @Override
    public void stopped() {
        live--;
    }

    @Override
    public void failed(LaunchException why, boolean alive) {
        live--;
        failures++;
        first = first == null ? why : first;
    }

    /**
     * Starts per second: of the time that counts if it saw enough, else by the time from the first
     * that counts to the last, which no edge cuts.
     *
     * @throws LaunchException the first failure, if nothing was started
     */
    double perSecond() {
        if (counted == 0 && first != null) {
            throw first;
        }
        if (within >= FEWEST) {
            return within * NANOS_PER_SECOND / (untilNanos - fromNanos);
        }
        if (counted >= 2 && lastReady > firstReady) {
            return (counted - 1) * NANOS_PER_SECOND / (lastReady - firstReady);
        }
        return counted == 0 ? 0 : NANOS_PER_SECOND / Math.max(1, lastReady - firstClaim);
    }
}

package tare.harness.storm;

import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;

/** The next start is due as soon as the launcher is free: how fast it can go at all. */
final class ClosedDemand implements Demand {

    private static final long AGAIN_NANOS = 200_000;

    private final long fromNanos;
    private final long untilNanos;
    private final int most;
    private int live;
    private long started;
    private @Nullable LaunchException first;

    /**
     * @param fromNanos starts before that are made and not counted
     * @param untilNanos none is begun after that
     * @param most so many of this launcher's live at once
     */
    ClosedDemand(long fromNanos, long untilNanos, int most) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
        this.most = most;
    }

    @Override
    public int claim(long nowNanos) {
        if (nowNanos >= untilNanos) {
            return OVER;
        }
        if (live >= most) {
            return NOT_YET;
        }
        live++;
        return 0;
    }

    @Override
    public long askAgainNanos(long nowNanos) {
        return nowNanos + AGAIN_NANOS;
    }

    @Override
    public void started(int number, long t0, long ready, long freeNanos) {
        if (ready >= fromNanos && ready < untilNanos) {
            started++;
        }
    }

    @Override
    public void stopped() {
        live--;
    }

    @Override
    public void failed(LaunchException why, boolean alive) {
        live--;
        first = first == null ? why : first;
    }

    /**
     * Starts of the time that counts.
     *
     * @throws LaunchException the first failure, if nothing was started
     */
    long started() {
        if (started == 0 && first != null) {
            throw first;
        }
        return started;
    }
}

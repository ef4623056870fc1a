package tare.harness.service;

import java.util.Optional;
import tare.results.model.Outcome;

/**
 * What became of one rate.
 *
 * @param rate requests per second
 * @param path how the service was reached; empty if it was not
 * @param latencyNanos from when each request was due until its answer was there; none if absent
 * @param absent why there are none
 */
// Copied on the way in and out.
@SuppressWarnings("ArrayRecordComponent")
public record RateResult(
        int rate, String path, double[] latencyNanos, Optional<Outcome.Absent> absent) {

    /** Through a loopback interface that both ends share. */
    public static final String LOOPBACK = "loopback";

    /** Through a pair of virtual Ethernet interfaces. */
    public static final String VETH = "veth";

    /** Through a port of the host's that a guest's user networking forwards. */
    public static final String USER = "user";

    public RateResult {
        latencyNanos = latencyNanos.clone();
    }

    static RateResult measured(int rate, String path, double[] latencyNanos) {
        return new RateResult(rate, path, latencyNanos, Optional.empty());
    }

    static RateResult none(int rate, String path, Outcome.Absent why) {
        return new RateResult(rate, path, new double[0], Optional.of(why));
    }

    @Override
    public double[] latencyNanos() {
        return latencyNanos.clone();
    }
}

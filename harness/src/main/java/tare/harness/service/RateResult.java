package tare.harness.service;

import java.util.Optional;
import tare.results.model.Outcome;

/**
 * What became of one rate of requests, or of turns of one size.
 *
 * @param kind which of both
 * @param amount requests per second, or bytes of a turn
 * @param path how the service was reached; empty if it was not
 * @param latencyNanos from when each request was due until its answer was there, or of each turn;
 *     none if absent
 * @param absent why there are none
 */
// Copied on the way in and out.
@SuppressWarnings("ArrayRecordComponent")
public record RateResult(
        Kind kind,
        int amount,
        String path,
        double[] latencyNanos,
        Optional<Outcome.Absent> absent) {

    /** What was asked. */
    public enum Kind {
        REQUESTS,
        TURNS
    }

    /** Through a loopback interface that both ends share. */
    public static final String LOOPBACK = "loopback";

    /** Through a pair of virtual Ethernet interfaces. */
    public static final String VETH = "veth";

    /** Through a port of the host's that a guest's user networking forwards. */
    public static final String USER = "user";

    /** Through a bridge, which a pair's other end is a port of. */
    public static final String BRIDGE = "bridge";

    public RateResult {
        latencyNanos = latencyNanos.clone();
    }

    static RateResult measured(Kind kind, int amount, String path, double[] latencyNanos) {
        return new RateResult(kind, amount, path, latencyNanos, Optional.empty());
    }

    static RateResult none(Kind kind, int amount, String path, Outcome.Absent why) {
        return new RateResult(kind, amount, path, new double[0], Optional.of(why));
    }

    @Override
    public double[] latencyNanos() {
        return latencyNanos.clone();
    }
}

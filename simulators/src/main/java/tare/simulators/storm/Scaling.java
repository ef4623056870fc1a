package tare.simulators.storm;

/**
 * How instances follow the load.
 *
 * @param keep so many are always there, ready
 * @param idleNanos how long another one that has nothing to do is kept
 * @param most how many there may be, at least 1 and at least {@code keep}; then requests wait
 * @param cores that are free for starting, on all hosts together
 */
public record Scaling(int keep, double idleNanos, int most, double cores) {

    public Scaling {
        if (keep < 0 || idleNanos < 0 || most < 1 || keep > most || !(cores > 0)) {
            throw new IllegalArgumentException(
                    keep + " kept of at most " + most + ", " + cores + " cores");
        }
    }
}

package tare.simulators.storm;

import tare.simulators.queue.Draws;

/**
 * Requests that come at random, at one rate, and at a higher one for a while.
 *
 * @param perSecond the usual rate, above 0
 * @param burstFactor how many times as many in the burst, above 0
 * @param burstFromNanos when it begins
 * @param burstNanos how long it lasts; 0 for none
 * @param untilNanos the end of arrivals
 * @param serviceNanos mean of the exponential time that a request is served
 */
public record Load(
        double perSecond,
        double burstFactor,
        double burstFromNanos,
        double burstNanos,
        double untilNanos,
        double serviceNanos) {

    private static final double NANOS_PER_SECOND = 1e9;

    public Load {
        if (!(perSecond > 0) || !(burstFactor > 0) || !(serviceNanos > 0)) {
            throw new IllegalArgumentException(
                    perSecond + " a second, times " + burstFactor + ", " + serviceNanos + " ns");
        }
    }

    /** Without a burst. */
    public static Load steady(double perSecond, double untilNanos, double serviceNanos) {
        return new Load(perSecond, 1, 0, 0, untilNanos, serviceNanos);
    }

    /**
     * The arrival after this moment, or infinity. Exponential gaps have no memory: one that reaches
     * over a change of the rate is drawn anew from there.
     */
    double next(double now, Draws draws) {
        double at = now;
        while (at < untilNanos) {
            double change = nextChange(at);
            double then = at + draws.exponential(NANOS_PER_SECOND / rate(at));
            if (then < change) {
                return then < untilNanos ? then : Double.POSITIVE_INFINITY;
            }
            at = change;
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Whether the moment lies in the burst; where there is none, every one does. */
    public boolean inBurst(double at) {
        return burstNanos == 0 || (at >= burstFromNanos && at < burstFromNanos + burstNanos);
    }

    private double rate(double at) {
        return burstNanos > 0 && inBurst(at) ? perSecond * burstFactor : perSecond;
    }

    private double nextChange(double at) {
        if (burstNanos > 0 && at < burstFromNanos) {
            return burstFromNanos;
        }
        return burstNanos > 0 && at < burstFromNanos + burstNanos
                ? burstFromNanos + burstNanos
                : Double.POSITIVE_INFINITY;
    }
}

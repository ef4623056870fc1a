package tare.simulators.plan;

import tare.simulators.fleet.HostClass;

/**
 * A kind of host that can be had.
 *
 * @param kind what one gives to instances; its count is the most that there are
 * @param cores of one, all of them, rounded down
 * @param price of one for an hour, in the fleet's own money, above 0
 */
public record HostOffer(HostClass kind, int cores, double price) {

    public HostOffer {
        if (!(price > 0) || cores < 1) {
            throw new IllegalArgumentException(kind.name() + " costs " + price);
        }
    }
}

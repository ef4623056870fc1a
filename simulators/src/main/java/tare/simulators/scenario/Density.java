package tare.simulators.scenario;

import java.util.List;
import tare.simulators.catalogue.Technology;

/**
 * How densely one fleet packs with one technology, by memory alone.
 *
 * @param hosts needed by first fit and best fit
 * @param bound a number of hosts that no placement can go below
 * @param rejected instances that need more than a whole host
 * @param idlePerHost instances that one host holds when the services in them need nothing
 */
public record Density(
        Technology technology, List<PolicyHosts> hosts, int bound, int rejected, long idlePerHost) {

    /**
     * What one policy makes of it.
     *
     * @param policy its name
     * @param hosts in use
     */
    public record PolicyHosts(String policy, int hosts) {}

    public Density {
        hosts = List.copyOf(hosts);
    }
}

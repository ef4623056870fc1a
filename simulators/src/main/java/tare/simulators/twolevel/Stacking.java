package tare.simulators.twolevel;

import tare.simulators.engine.Outcome;

/**
 * What a layer of VMs costs.
 *
 * @param containers in VMs: its hosts are VMs
 * @param vms on hosts
 * @param bare the same containers on the hosts themselves
 */
public record Stacking(Outcome containers, Outcome vms, Outcome bare) {

    /** Hosts that would not be needed without the layer. */
    public int saved() {
        return vms.hosts() - bare.hosts();
    }

    /** The same over the hosts without it: 0.25 is a quarter more with VMs. 0 if there are none. */
    public double tax() {
        return bare.hosts() == 0 ? 0 : (double) saved() / bare.hosts();
    }
}

package tare.simulators.consolidation.corrected;

import java.util.Arrays;

/** What hosts and machines cost and missed, as the paper defines it. */
final class Ledger {

    /** What a machine loses of its CPU while it moves. */
    static final double DEGRADATION = 0.1;

    private final double[] since;
    private final double[] active;
    private final double[] saturated;
    private final boolean[] wasOn;
    private final double[] asked;
    private final double[] lost;
    private double shortfall;
    private double wattSeconds;
    private int shutdowns;
    private int migrations;

    private final boolean full;

    /**
     * @param full whether hosts draw all they can, whatever they do
     */
    Ledger(int vms, int hosts, boolean full) {
        this.full = full;
        since = new double[hosts];
        active = new double[hosts];
        saturated = new double[hosts];
        wasOn = new boolean[hosts];
        asked = new double[vms];
        lost = new double[vms];
    }

    /**
     * Pays for a host as it has been since the last time; to be called before it changes.
     *
     * @param offAllowed whether a host without machines is off
     */
    void pay(Place place, double seconds, boolean offAllowed) {
        double span = seconds - since[place.index];
        since[place.index] = seconds;
        boolean on = place.on() || !offAllowed;
        if (wasOn[place.index] && !on) {
            shutdowns++;
        }
        wasOn[place.index] = on;
        if (!on) {
            return;
        }
        wattSeconds += place.kind.curve().watts(full ? 1 : place.load()) * span;
        if (place.on()) {
            active[place.index] += span;
        }
        if (place.count > 0 && place.demand >= place.mips) {
            saturated[place.index] += span;
            shortfall += (place.demand - place.mips) * span;
        }
    }

    void asks(int vm, double mips, double seconds) {
        asked[vm] += mips * seconds;
    }

    void moves(int vm, double mips, double seconds) {
        lost[vm] += DEGRADATION * mips * seconds;
    }

    void begun() {
        migrations++;
    }

    double wattSeconds() {
        return wattSeconds;
    }

    int migrations() {
        return migrations;
    }

    int shutdowns() {
        return shutdowns;
    }

    /** Mean over the hosts that were ever active. */
    double slatah() {
        return meanShare(saturated, active);
    }

    /** Mean over the machines that ever asked for anything. */
    double pdm() {
        return meanShare(lost, asked);
    }

    double overall() {
        double all = Arrays.stream(asked).sum();
        return all == 0 ? 0 : (shortfall + Arrays.stream(lost).sum()) / all;
    }

    private static double meanShare(double[] part, double[] whole) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] > 0) {
                sum += part[i] / whole[i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}

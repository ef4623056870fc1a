package tare.simulators.consolidation.cloudsim;

import java.util.Arrays;

/**
 * Keeps account of what hosts and machines got and asked for. Of several entries at one time only
 * the last counts.
 */
final class Meter {

    private static final double NEVER = -1;

    private final double[] vmTime;
    private final double[] vmGiven;
    private final double[] vmAsked;
    private final boolean[] vmMoving;
    private final double[] vmTotalGiven;
    private final double[] vmTotalAsked;
    private final double[] vmLostMoving;

    private final double[] hostTime;
    private final double[] hostGiven;
    private final double[] hostAsked;
    private final boolean[] hostActive;
    private final boolean[] hostWasActive;
    private final double[] hostViolated;
    private final double[] hostTotal;
    private int shutdowns;

    Meter(int vms, int hosts) {
        vmTime = filled(vms);
        vmGiven = new double[vms];
        vmAsked = new double[vms];
        vmMoving = new boolean[vms];
        vmTotalGiven = new double[vms];
        vmTotalAsked = new double[vms];
        vmLostMoving = new double[vms];
        hostTime = filled(hosts);
        hostGiven = new double[hosts];
        hostAsked = new double[hosts];
        hostActive = new boolean[hosts];
        hostWasActive = new boolean[hosts];
        Arrays.fill(hostWasActive, true);
        hostViolated = new double[hosts];
        hostTotal = new double[hosts];
    }

    private static double[] filled(int length) {
        double[] times = new double[length];
        Arrays.fill(times, NEVER);
        return times;
    }

    void vm(int vm, double time, double given, double asked, boolean moving) {
        if (vmTime[vm] != time && vmTime[vm] != NEVER) {
            double span = time - vmTime[vm];
            vmTotalGiven[vm] += vmGiven[vm] * span;
            vmTotalAsked[vm] += vmAsked[vm] * span;
            if (vmGiven[vm] < vmAsked[vm] && vmMoving[vm]) {
                vmLostMoving[vm] += (vmAsked[vm] - vmGiven[vm]) * span;
            }
        }
        vmTime[vm] = time;
        vmGiven[vm] = given;
        vmAsked[vm] = asked;
        vmMoving[vm] = moving;
    }

    void host(int host, double time, double given, double asked) {
        if (hostTime[host] != time && hostTime[host] != NEVER) {
            if (hostActive[host]) {
                double span = time - hostTime[host];
                hostTotal[host] += span;
                if (hostGiven[host] < hostAsked[host]) {
                    hostViolated[host] += span;
                }
            }
            close(host);
        }
        hostTime[host] = time;
        hostGiven[host] = given;
        hostAsked[host] = asked;
        hostActive[host] = given > 0;
    }

    private void close(int host) {
        if (hostWasActive[host] && !hostActive[host]) {
            shutdowns++;
        }
        hostWasActive[host] = hostActive[host];
    }

    /** Ends all entries; to be called once. */
    int shutdowns() {
        for (int host = 0; host < hostTime.length; host++) {
            if (hostTime[host] != NEVER) {
                close(host);
            }
        }
        return shutdowns;
    }

    double slatah() {
        double total = sum(hostTotal);
        return total == 0 ? 0 : sum(hostViolated) / total;
    }

    double pdm() {
        double asked = sum(vmTotalAsked);
        return asked == 0 ? 0 : sum(vmLostMoving) / asked;
    }

    double overall() {
        double asked = sum(vmTotalAsked);
        return asked == 0 ? 0 : (asked - sum(vmTotalGiven)) / asked;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}

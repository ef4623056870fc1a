package tare.simulators.consolidation.cloudsim;

import java.util.Arrays;

/**
 * Keeps account of what hosts and machines got and asked for. Of several entries at one time only
 * the last counts.
 */
final class Meter {

    private static final double NEVER = -1;
    private static final int FIRST_SPANS = 16;

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

    /** Active spans of each host in order, those in violation negative: summed host by host. */
    private final double[][] spans;

    private final int[] spanCounts;
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
        spans = new double[hosts][FIRST_SPANS];
        spanCounts = new int[hosts];
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
                keep(host, hostGiven[host] < hostAsked[host] ? -span : span);
            }
            close(host);
        }
        hostTime[host] = time;
        hostGiven[host] = given;
        hostAsked[host] = asked;
        hostActive[host] = given > 0;
    }

    private void keep(int host, double span) {
        if (spanCounts[host] == spans[host].length) {
            spans[host] = Arrays.copyOf(spans[host], 2 * spanCounts[host]);
        }
        spans[host][spanCounts[host]++] = span;
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
        double total = 0;
        double violated = 0;
        for (int host = 0; host < spans.length; host++) {
            for (int i = 0; i < spanCounts[host]; i++) {
                double span = spans[host][i];
                total += Math.abs(span);
                if (span < 0) {
                    violated -= span;
                }
            }
        }
        return total == 0 ? 0 : violated / total;
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

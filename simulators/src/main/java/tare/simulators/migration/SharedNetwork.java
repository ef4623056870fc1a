package tare.simulators.migration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Migrations that share the links of their hosts: each host sends and receives at a rate of its
 * own, and rates are max-min fair: none can have more without one that has no more than it having
 * less.
 *
 * <p>Source: Bertsekas, Gallager, "Data Networks", section 6.5.2 (progressive filling).
 */
public final class SharedNetwork {

    /** A migration on its way. */
    private static final class Flow {
        private final int id;
        private final int from;
        private final int to;
        private double left;
        private double rate;
        private boolean frozen;

        Flow(int id, int from, int to, double bytes) {
            this.id = id;
            this.from = from;
            this.to = to;
            this.left = bytes;
        }
    }

    /**
     * A migration that has ended.
     *
     * @param id as it was given
     * @param seconds when
     */
    public record Arrival(int id, double seconds) {}

    private final double bytesPerSecond;
    private final double[] out;
    private final double[] in;
    private final int[] sending;
    private final int[] receiving;
    private final List<Flow> flows = new ArrayList<>();
    private double now;
    private boolean ratesKnown;

    /**
     * @param hosts how many
     * @param bytesPerSecond of each host in each direction, above 0
     */
    public SharedNetwork(int hosts, double bytesPerSecond) {
        if (!(bytesPerSecond > 0)) {
            throw new IllegalArgumentException(bytesPerSecond + " bytes per second");
        }
        this.bytesPerSecond = bytesPerSecond;
        out = new double[hosts];
        in = new double[hosts];
        sending = new int[hosts];
        receiving = new int[hosts];
    }

    /**
     * Begins a migration now.
     *
     * @param id to know it by
     * @param bytes above 0
     */
    public void begin(int id, int from, int to, double bytes) {
        flows.add(new Flow(id, from, to, bytes));
        ratesKnown = false;
    }

    /** How many are on their way. */
    public int active() {
        return flows.size();
    }

    /**
     * Goes on until the next migration ends, at the latest until a time, and says which ended; of
     * several at once the one that began first. Afterwards it is that time.
     *
     * @return null if none ends until then
     */
    public @Nullable Arrival next(double until) {
        share();
        @Nullable Flow first = null;
        double soonest = Double.POSITIVE_INFINITY;
        for (Flow flow : flows) {
            double span = flow.left / flow.rate;
            if (span < soonest) {
                soonest = span;
                first = flow;
            }
        }
        if (first == null || now + soonest > until) {
            advance(until - now);
            now = until;
            return null;
        }
        advance(soonest);
        now += soonest;
        flows.remove(first);
        ratesKnown = false;
        return new Arrival(first.id, now);
    }

    private void advance(double seconds) {
        for (Flow flow : flows) {
            flow.left = Math.max(0, flow.left - flow.rate * seconds);
        }
    }

    /** Progressive filling: the tightest link first. */
    private void share() {
        if (ratesKnown) {
            return;
        }
        for (Flow flow : flows) {
            flow.frozen = false;
            out[flow.from] = bytesPerSecond;
            in[flow.to] = bytesPerSecond;
            sending[flow.from] = 0;
            receiving[flow.to] = 0;
        }
        for (Flow flow : flows) {
            sending[flow.from]++;
            receiving[flow.to]++;
        }
        int open = flows.size();
        while (open > 0) {
            double least = Double.POSITIVE_INFINITY;
            for (Flow flow : flows) {
                if (!flow.frozen) {
                    least = Math.min(least, fair(flow));
                }
            }
            for (Flow flow : flows) {
                if (!flow.frozen && fair(flow) <= least) {
                    freeze(flow, least);
                    open--;
                }
            }
        }
        ratesKnown = true;
    }

    private double fair(Flow flow) {
        return Math.min(out[flow.from] / sending[flow.from], in[flow.to] / receiving[flow.to]);
    }

    private void freeze(Flow flow, double rate) {
        flow.rate = rate;
        flow.frozen = true;
        out[flow.from] -= rate;
        in[flow.to] -= rate;
        sending[flow.from]--;
        receiving[flow.to]--;
    }
}

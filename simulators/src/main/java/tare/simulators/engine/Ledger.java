package tare.simulators.engine;

import java.util.Arrays;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Policy.Order;

/** Who runs where, since when and until when, and who runs on a host. */
final class Ledger {

    private static final int NOBODY = -1;

    private final Workload workload;
    private final long stepNanos;
    private final boolean moves;
    private final int[] hostOf;

    /** Whether more is kept than where each is. */
    private final boolean listed;

    /** When each started; empty where all that run started on arrival. */
    private final long[] startNanos;

    /** Instances of a host as lists through arrays; empty where nobody asks who is on a host. */
    private final int[] firstOn;

    private final int[] next;
    private final int[] previous;

    /** What each owner has; empty where nobody asks. */
    private final long[] cpuOf;

    private final long[] memoryOf;
    private int completed;
    private int rejected;
    private int preempted;

    /**
     * @param moves whether an instance may start later than it arrives
     * @param order of those who want to run: by what owners have, or not
     * @param hosts how many there are, if it is asked who runs on one; else 0
     */
    Ledger(Workload workload, long stepNanos, boolean moves, Order order, int hosts) {
        this.workload = workload;
        this.stepNanos = stepNanos;
        this.moves = moves;
        int count = workload.count();
        hostOf = filled(count);
        startNanos = new long[moves ? count : 0];
        Arrays.fill(startNanos, Workload.NEVER);
        firstOn = filled(hosts);
        next = filled(hosts > 0 ? count : 0);
        previous = filled(hosts > 0 ? count : 0);
        cpuOf = new long[order == Order.DOMINANT_SHARE ? workload.owners() : 0];
        memoryOf = new long[cpuOf.length];
        listed = cpuOf.length > 0 || firstOn.length > 0;
    }

    private static int[] filled(int count) {
        int[] array = new int[count];
        Arrays.fill(array, NOBODY);
        return array;
    }

    /** A time, or the end of the step in which it lies. */
    long grid(long nanos) {
        if (stepNanos == 0 || nanos == Workload.NEVER || nanos % stepNanos == 0) {
            return nanos;
        }
        return Math.addExact(nanos - nanos % stepNanos, stepNanos);
    }

    void start(int instance, int host, long nanos) {
        hostOf[instance] = host;
        if (moves) {
            startNanos[instance] = nanos;
        }
        if (listed) {
            join(instance, host);
        }
    }

    private void join(int instance, int host) {
        if (cpuOf.length > 0) {
            account(instance, 1);
        }
        if (firstOn.length > 0) {
            next[instance] = firstOn[host];
            previous[instance] = NOBODY;
            if (next[instance] != NOBODY) {
                previous[next[instance]] = instance;
            }
            firstOn[host] = instance;
        }
    }

    private void account(int instance, int sign) {
        int owner = workload.owner(instance);
        cpuOf[owner] += sign * (long) workload.cpuMillis(instance);
        memoryOf[owner] += sign * workload.memoryBytes(instance);
    }

    private void leave(int instance) {
        if (cpuOf.length > 0) {
            account(instance, -1);
        }
        if (firstOn.length == 0) {
            return;
        }
        if (previous[instance] == NOBODY) {
            firstOn[hostOf[instance]] = next[instance];
        } else {
            next[previous[instance]] = next[instance];
        }
        if (next[instance] != NOBODY) {
            previous[next[instance]] = previous[instance];
        }
    }

    /** It departs at its time from this host. Where it ran is still known. */
    int complete(int instance) {
        if (listed) {
            leave(instance);
        }
        completed++;
        return hostOf[instance];
    }

    /** So many more depart at their times; nobody asks any more what their owners have. */
    void completeAll(int instances) {
        completed += instances;
    }

    /** It is as if it had not started. */
    void undo(int instance) {
        leave(instance);
        hostOf[instance] = Hosts.NONE;
        if (moves) {
            startNanos[instance] = Workload.NEVER;
        }
    }

    /** It is taken off before its time. */
    void preempt(int instance) {
        undo(instance);
        preempted++;
    }

    void reject(int instances) {
        rejected += instances;
    }

    int hostOf(int instance) {
        return hostOf[instance];
    }

    /**
     * When an instance ends that started then: it stays as long as it would have from its arrival.
     */
    long endNanos(int instance, long started) {
        long departs = workload.departsNanos(instance);
        if (departs == Workload.NEVER || !moves) {
            return grid(departs);
        }
        long late = started - grid(workload.arrivesNanos(instance));
        return late == 0 ? grid(departs) : grid(Math.addExact(departs, late));
    }

    /** Whether it runs and ends now: it may have been taken off, and have started again. */
    boolean endsAt(int instance, long nanos) {
        return hostOf[instance] != Hosts.NONE
                && (!moves || endNanos(instance, startNanos[instance]) == nanos);
    }

    /** Whether it ran when all had happened that happened then, as far as is known. */
    boolean livesAt(int instance, long nanos) {
        if (hostOf[instance] == Hosts.NONE) {
            return false;
        }
        long started = moves ? startNanos[instance] : grid(workload.arrivesNanos(instance));
        return started <= nanos && endNanos(instance, started) > nanos;
    }

    /** CPU that an owner has now. */
    double cpuOf(int owner) {
        return cpuOf[owner];
    }

    /** Memory that an owner has now. */
    double memoryOf(int owner) {
        return memoryOf[owner];
    }

    /** The instance on a host that started last, or -1. */
    int firstOn(int host) {
        return firstOn[host];
    }

    /** The one on the same host that started before it, or -1. */
    int nextOn(int instance) {
        return next[instance];
    }

    long startNanos(int instance) {
        return startNanos[instance];
    }

    int completed() {
        return completed;
    }

    int rejected() {
        return rejected;
    }

    int preempted() {
        return preempted;
    }
}

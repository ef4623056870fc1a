package tare.simulators.placement.index;

import java.util.function.IntPredicate;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;

/** The choices of rules by their definitions: a look at every host. */
public final class Scan {

    private final Hosts hosts;
    private final Workload workload;

    public Scan(Hosts hosts, Workload workload) {
        this.hosts = hosts;
        this.workload = workload;
    }

    public int choose(KeyRule rule, int instance) {
        return choose(
                instance,
                rule.emptyLast(),
                (one, other) -> Double.compare(key(rule, one), key(rule, other)));
    }

    public int choose(ScoreRule rule, int instance) {
        return choose(
                instance,
                rule.emptyLast(),
                (one, other) -> {
                    int byScore =
                            Double.compare(
                                    score(rule, instance, other), score(rule, instance, one));
                    return byScore != 0
                            ? byScore
                            : Double.compare(order(rule, one), order(rule, other));
                });
    }

    /** The first from a number on, coming round. */
    public int from(int number, int instance) {
        for (int i = 0; i < hosts.count(); i++) {
            int host = (number + i) % hosts.count();
            if (fits(host, instance)) {
                return host;
            }
        }
        return Hosts.NONE;
    }

    private interface Preference {
        int compare(int one, int other);
    }

    private int choose(int instance, boolean emptyLast, Preference preference) {
        int best = best(instance, preference, host -> hosts.instances(host) > 0 || !emptyLast);
        return best == Hosts.NONE ? best(instance, preference, host -> true) : best;
    }

    private int best(int instance, Preference preference, IntPredicate asked) {
        int best = Hosts.NONE;
        for (int host = 0; host < hosts.count(); host++) {
            if (asked.test(host)
                    && fits(host, instance)
                    && (best == Hosts.NONE || preference.compare(host, best) < 0)) {
                best = host;
            }
        }
        return best;
    }

    private boolean fits(int host, int instance) {
        return hosts.fits(host, workload.cpuMillis(instance), workload.memoryBytes(instance));
    }

    private double key(KeyRule rule, int host) {
        return rule.key(
                hosts.kind(host),
                hosts.freeCpuMillis(host),
                hosts.freeMemoryBytes(host),
                hosts.instances(host));
    }

    private double order(ScoreRule rule, int host) {
        return rule.order(
                hosts.kind(host),
                hosts.freeCpuMillis(host),
                hosts.freeMemoryBytes(host),
                hosts.instances(host));
    }

    private double score(ScoreRule rule, int instance, int host) {
        return rule.score(
                hosts.kind(host),
                workload.cpuMillis(instance),
                workload.memoryBytes(instance),
                hosts.freeCpuMillis(host),
                hosts.freeMemoryBytes(host),
                hosts.instances(host));
    }
}

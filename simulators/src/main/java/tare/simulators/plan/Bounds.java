package tare.simulators.plan;

import tare.simulators.bound.Volume;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.scenario.Isolation;
import tare.simulators.sla.Sla;

/**
 * Numbers of hosts below which no choice can be, whatever the policy.
 *
 * <p>Two kinds. What is booked must fit: all of it over a host, as long as nothing is promised more
 * than the choice says. And what is promised must hold if all hosts were one: a pool of them never
 * has more demand above its cores than the hosts have one by one, as {@code (a + b)+ <= a+ + b+};
 * and where the mean need of memory is more than there is, some host is short of it with a risk
 * that is judged as 1.
 */
final class Bounds {

    private static final double MILLIS = 1000;

    private final Question question;
    private final Draw draw;
    private final Technology technology;
    private final double askedCores;
    private final double squares;
    private final double askedBytes;

    Bounds(Question question, Draw draw, Technology technology) {
        this.question = question;
        this.draw = draw;
        this.technology = technology;
        double cores = 0;
        double squared = 0;
        double bytes = 0;
        for (int i = 0; i < draw.count(); i++) {
            double each = draw.cpuMillis(i, technology) / MILLIS;
            cores += each;
            squared += each * each;
            bytes += draw.memoryBytes(i);
        }
        askedCores = cores;
        squares = squared;
        askedBytes = bytes;
    }

    /** For one choice. */
    int hosts(Choice choice) {
        return Math.max(
                booked(choice.host(), choice.cpuOvercommit(), choice.memoryOvercommit()),
                kept(choice.host()));
    }

    /** For any choice with that kind of host. */
    int hosts(HostOffer offer) {
        return Math.max(
                booked(
                        offer,
                        question.cpuOvercommit().get(question.cpuOvercommit().size() - 1),
                        question.memoryOvercommit().get(question.memoryOvercommit().size() - 1)),
                kept(offer));
    }

    private int booked(HostOffer offer, double cpuOvercommit, double memoryOvercommit) {
        return Volume.of(Fleet.of(kind(offer)))
                .hosts(
                        draw.count(),
                        (long) StrictMath.floor(askedCores * MILLIS / cpuOvercommit),
                        (long) StrictMath.floor(askedBytes / memoryOvercommit + overheadBytes()));
    }

    private HostClass kind(HostOffer offer) {
        Isolation isolation = technology.isolation();
        return offer.kind().without(isolation.hostCpuMillis(), isolation.hostBytes());
    }

    private double overheadBytes() {
        return (double) draw.count() * Isolation.End.MIDDLE.of(technology.isolation().memory());
    }

    /** What the promises themselves ask for. */
    private int kept(HostOffer offer) {
        int hosts = 0;
        HostClass kind = kind(offer);
        for (Sla sla : question.slas()) {
            if (sla instanceof Sla.CpuContention contention && kind.cpuMillis() > 0) {
                hosts = Math.max(hosts, forContention(kind, contention.share()));
            } else if (sla instanceof Sla.MemoryRisk risk
                    && risk.risk() < 1
                    && kind.memoryBytes() > 0) {
                double needed = askedBytes * question.memory().demand().mean() + overheadBytes();
                hosts = Math.max(hosts, (int) StrictMath.ceil(needed / kind.memoryBytes() - 1e-9));
            }
        }
        return hosts;
    }

    private int forContention(HostClass kind, double share) {
        int low = 0;
        int high = Math.max(1, draw.count());
        while (low < high) {
            int middle = (low + high) >>> 1;
            double cores = middle * (kind.cpuMillis() / MILLIS);
            if (question.cpu().waiting(cores, askedCores, squares) <= share) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}

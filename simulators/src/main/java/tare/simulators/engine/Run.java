package tare.simulators.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tare.simulators.engine.Case.Admission;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;

/** One case being played: the clock, who is where, and who waits. */
final class Run implements Line.Attempt {

    private final Case of;
    private final Fleet fleet;
    private final Policy policy;
    private final Workload workload;
    private final Hosts hosts;
    private final Placer placer;
    private final Tally tally;
    private final Ledger ledger;
    private final Departures departures = new Departures();
    private final Line line;
    private final @Nullable Preemption preemption;
    private final @Nullable Use use;

    /** Whether each instance starts by itself, and nobody is taken off or asks about hosts. */
    private final boolean simple;

    /** Whether some host is large enough for every instance. */
    private final boolean oneHoldsAll;

    private long nowNanos;
    private int arrived;

    /**
     * @param use told when hosts come into use, if somebody wants to know
     */
    Run(Case of, Fleet fleet, Policy policy, Workload workload, @Nullable Use use) {
        this.use = use;
        this.of = of;
        this.fleet = fleet;
        this.policy = policy;
        this.workload = workload;
        hosts = new Hosts(fleet);
        placer = policy.placer(hosts, workload, of.seed());
        tally = new Tally(fleet, hosts, workload, of.samples());
        boolean moves = of.admission() == Admission.WAIT || policy.preempts();
        ledger =
                new Ledger(
                        workload,
                        of.stepNanos(),
                        moves,
                        policy.order(),
                        policy.preempts() ? hosts.count() : 0);
        line = Lines.of(policy.order(), workload, fleet, ledger, of.admission() == Admission.WAIT);
        preemption = policy.preempts() ? new Preemption(workload, hosts, ledger, of.seed()) : null;
        simple = !workload.hasGangs() && preemption == null && use == null;
        oneHoldsAll = fleet.holds(workload.mostCpuMillis(), workload.mostMemoryBytes());
    }

    void play() {
        int count = workload.count();
        while (arrived < count || !departures.isEmpty()) {
            long arrivalNanos =
                    arrived < count ? ledger.grid(workload.arrivesNanos(arrived)) : Long.MAX_VALUE;
            nowNanos = Math.min(arrivalNanos, departures.nextNanos());
            boolean room = depart();
            boolean came = arrive();
            if (came || (room && line.size() > 0)) {
                line.tryAll(this);
                // Who was taken off in that pass has its turn at once, in the room that is left.
                if (preemption != null && preemption.tookSomebodyOff()) {
                    line.tryAll(this);
                }
                if (of.admission() == Admission.REJECT) {
                    turnAway();
                }
            }
            tally.instant(nowNanos, line.size());
            if (simple && of.samples() == 0 && arrived == count && line.size() == 0) {
                endAll();
            }
        }
        turnAway();
    }

    /**
     * All have come, and nobody waits, is taken off, or asks what hosts are like over time: each
     * departs at its time, and fewer and fewer hosts are in use.
     */
    private void endAll() {
        nowNanos = Math.max(nowNanos, departures.lastNanos());
        ledger.completeAll(departures.size());
        departures.clear();
    }

    /** All departures of this moment; whether there was one. */
    private boolean depart() {
        boolean any = false;
        while (departures.isNextAt(nowNanos)) {
            any |= departOne();
        }
        return any;
    }

    private boolean departOne() {
        int instance = departures.remove();
        if (!ledger.endsAt(instance, nowNanos)) {
            return false;
        }
        release(instance, ledger.complete(instance));
        return true;
    }

    /** All arrivals of this moment join the line; whether there was one. */
    private boolean arrive() {
        int before = arrived;
        int count = workload.count();
        if (simple && oneHoldsAll) {
            // Now is the end of a step, where there are steps.
            arrived = workload.firstAfter(nowNanos, before);
            line.addAll(before, arrived);
            return arrived > before;
        }
        while (arrived < count && ledger.grid(workload.arrivesNanos(arrived)) == nowNanos) {
            int end = gangEnd(arrived);
            if (holdsAll(arrived, end)) {
                line.add(arrived);
            } else {
                ledger.reject(end - arrived);
            }
            arrived = end;
        }
        return arrived > before;
    }

    /** Who is larger than every host does not wait for one, and holds up nobody. */
    private boolean holdsAll(int first, int end) {
        for (int i = first; i < end; i++) {
            if (!fleet.holds(workload.cpuMillis(i), workload.memoryBytes(i))) {
                return false;
            }
        }
        return true;
    }

    private int gangEnd(int first) {
        int gang = workload.gang(first);
        int end = first + 1;
        while (gang != Workload.NO_GANG && end < workload.count() && workload.gang(end) == gang) {
            end++;
        }
        return end;
    }

    private void turnAway() {
        for (int first = line.drain(); first >= 0; first = line.drain()) {
            ledger.reject(gangEnd(first) - first);
        }
    }

    /** Places the instance, or its whole gang. */
    @Override
    public boolean place(int first) {
        return simple ? placeOne(first) : placeGang(first);
    }

    private boolean placeOne(int instance) {
        int host = placer.choose(instance);
        if (host == Hosts.NONE) {
            return false;
        }
        tally.take(host, workload.cpuMillis(instance), workload.memoryBytes(instance));
        ledger.start(instance, host, nowNanos);
        placer.placed(instance, host);
        placer.changed(host);
        long endNanos = ledger.endNanos(instance, nowNanos);
        if (endNanos != Workload.NEVER) {
            departures.add(endNanos, instance);
        }
        return true;
    }

    private boolean placeGang(int first) {
        int end = gangEnd(first);
        for (int i = first; i < end; i++) {
            int host = placer.choose(i);
            if (host == Hosts.NONE && preemption != null) {
                host = preempt(preemption, i);
            }
            if (host == Hosts.NONE) {
                for (int undone = i - 1; undone >= first; undone--) {
                    int from = ledger.hostOf(undone);
                    ledger.undo(undone);
                    release(undone, from);
                }
                return false;
            }
            tally.take(host, workload.cpuMillis(i), workload.memoryBytes(i));
            ledger.start(i, host, nowNanos);
            if (use != null && hosts.instances(host) == 1) {
                use.began(host, nowNanos);
            }
            placer.placed(i, host);
            placer.changed(host);
        }
        for (int i = first; i < end; i++) {
            long endNanos = ledger.endNanos(i, nowNanos);
            if (endNanos != Workload.NEVER) {
                departures.add(endNanos, i);
            }
        }
        return true;
    }

    /** Makes room by taking off less important instances; where, or none if that would not help. */
    private int preempt(Preemption by, int instance) {
        int host = by.hostFor(instance);
        if (host != Hosts.NONE) {
            for (int victim : by.victims()) {
                ledger.preempt(victim);
                release(victim, host);
                line.add(victim);
            }
        }
        return host;
    }

    private void release(int instance, int host) {
        tally.give(host, workload.cpuMillis(instance), workload.memoryBytes(instance));
        if (use != null && hosts.instances(host) == 0) {
            use.ended(host, nowNanos);
        }
        // Nobody will ask again when all have come and nobody waits.
        if (arrived < workload.count() || line.size() > 0) {
            placer.removed(instance, host);
            placer.changed(host);
        }
    }

    boolean livesAt(int instance, long nanos) {
        return ledger.livesAt(instance, nanos);
    }

    /** Whether each instance ran from its arrival until its departure. */
    boolean allRanAtOnce() {
        return simple && of.admission() == Admission.REJECT && ledger.rejected() == 0;
    }

    /** Where each instance ran last, or {@link Hosts#NONE}. */
    int[] hostOf() {
        int[] where = new int[workload.count()];
        Arrays.setAll(where, ledger::hostOf);
        return where;
    }

    Simulation.Placed placed() {
        return new Simulation.Placed(ledger.rejected(), tally.peak(), hostOf());
    }

    Outcome outcome() {
        Outcome.Moment peak = tally.peak();
        return new Outcome(
                policy.name(),
                workload.count(),
                workload.count() - ledger.rejected(),
                ledger.completed(),
                ledger.rejected(),
                ledger.preempted(),
                peak.hosts(),
                tally.hostsTouched(),
                Simulation.bound(this, fleet, workload, peak.atNanos(), tally.mostVolume()),
                peak,
                nowNanos,
                tally.overTime());
    }
}

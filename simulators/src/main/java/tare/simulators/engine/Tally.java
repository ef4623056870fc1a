package tare.simulators.engine;

import java.util.ArrayList;
import java.util.List;
import tare.simulators.bound.Volume;
import tare.simulators.engine.Outcome.Moment;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;

/** Sums that are kept up with each change of a host, and the moments that are worth to be kept. */
final class Tally {

    private final Hosts hosts;
    private final Volume volume;
    private final int samples;
    private final long[] touched;
    private final int leastCpuMillis;
    private final long leastBytes;
    private final List<Moment> overTime = new ArrayList<>();

    private int hostsTouched;
    private int live;
    private long usedCpuMillis;
    private long usedBytes;
    private long openCpuMillis;
    private long openBytes;
    private long strandedCpuMillis;
    private long strandedBytes;
    private int mostHosts;
    private int mostVolume;
    private Moment peak = new Moment(0, 0, 0, 0, 0, 0, 0, 0);
    private long stride = 1;
    private long instants;

    Tally(Fleet fleet, Hosts hosts, Workload workload, int samples) {
        this.hosts = hosts;
        this.samples = samples;
        volume = Volume.of(fleet);
        touched = new long[(hosts.count() >> 6) + 1];
        leastCpuMillis = workload.leastCpuMillis();
        leastBytes = workload.leastMemoryBytes();
    }

    /** Puts an instance onto a host. */
    void take(int host, int cpuMillis, long bytes) {
        int instances = hosts.take(host, cpuMillis, bytes);
        // Where the smallest still fits, nothing is stranded, nor was before.
        if (!hosts.fits(host, leastCpuMillis, leastBytes)) {
            int cpu = hosts.freeCpuMillis(host);
            long memory = hosts.freeMemoryBytes(host);
            strand(host, -1, instances - 1, cpu + cpuMillis, memory + bytes);
            strand(host, 1, instances, cpu, memory);
        }
        if (instances == 1) {
            open(host, 1);
        }
        live++;
        usedCpuMillis += cpuMillis;
        usedBytes += bytes;
    }

    /** Takes an instance off its host. */
    void give(int host, int cpuMillis, long bytes) {
        boolean tight = !hosts.fits(host, leastCpuMillis, leastBytes);
        int instances = hosts.give(host, cpuMillis, bytes);
        if (tight) {
            int cpu = hosts.freeCpuMillis(host);
            long memory = hosts.freeMemoryBytes(host);
            strand(host, -1, instances + 1, cpu - cpuMillis, memory - bytes);
            strand(host, 1, instances, cpu, memory);
        }
        if (instances == 0) {
            open(host, -1);
        }
        live--;
        usedCpuMillis -= cpuMillis;
        usedBytes -= bytes;
    }

    private void open(int host, int sign) {
        HostClass kind = hosts.kind(host);
        openCpuMillis += sign * (long) kind.cpuMillis();
        openBytes += sign * kind.memoryBytes();
        if ((touched[host >> 6] & 1L << host) == 0) {
            touched[host >> 6] |= 1L << host;
            hostsTouched++;
        }
    }

    /** Adds, or takes away again, what is stranded on a host that has so much free. */
    private void strand(int host, int sign, int instances, int cpu, long bytes) {
        if (instances == 0) {
            return;
        }
        boolean full = instances >= hosts.kind(host).slots();
        if (full || bytes < leastBytes) {
            strandedCpuMillis += sign * (long) cpu;
        }
        if (full || cpu < leastCpuMillis) {
            strandedBytes += sign * bytes;
        }
    }

    /** All that happens at this moment has happened. */
    void instant(long nanos, int waiting) {
        mostVolume = Math.max(mostVolume, volume.hosts(live, usedCpuMillis, usedBytes));
        boolean highest = hosts.inUse() > mostHosts;
        boolean sampled = samples > 0 && instants++ % stride == 0;
        if (!highest && !sampled) {
            return;
        }
        Moment moment = moment(nanos, waiting);
        if (highest) {
            mostHosts = hosts.inUse();
            peak = moment;
        }
        if (sampled) {
            overTime.add(moment);
            thin();
        }
    }

    /** Keeps every other moment when there are twice as many as wanted. */
    private void thin() {
        if (overTime.size() >= 2 * samples) {
            for (int i = 0; i < samples; i++) {
                overTime.set(i, overTime.get(2 * i));
            }
            overTime.subList(samples, overTime.size()).clear();
            stride *= 2;
        }
    }

    private Moment moment(long nanos, int waiting) {
        return new Moment(
                nanos,
                live,
                waiting,
                hosts.inUse(),
                share(usedCpuMillis, openCpuMillis),
                share(usedBytes, openBytes),
                share(strandedCpuMillis, openCpuMillis),
                share(strandedBytes, openBytes));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    int hostsTouched() {
        return hostsTouched;
    }

    /** The largest of the volume bounds of all moments. */
    int mostVolume() {
        return mostVolume;
    }

    Moment peak() {
        return peak;
    }

    /** As many as were wanted at the most, evenly spread over the instants. */
    List<Moment> overTime() {
        int keep = Math.max(1, (overTime.size() + samples - 1) / Math.max(1, samples));
        List<Moment> kept = new ArrayList<>();
        for (int i = 0; i < overTime.size(); i += keep) {
            kept.add(overTime.get(i));
        }
        return kept;
    }
}

package tare.simulators.placement.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.index.RandomFleet;

class KubernetesTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static final Kubernetes ALL =
            new Kubernetes("all", Kubernetes.Fit.LEAST_ALLOCATED, 100);

    @Test
    void leastAllocatedSpreadsAndMostAllocatedPacks() {
        Fleet fleet = Fleet.of(HostClass.of("node", 10, 4_000, 4_000));
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 10; i++) {
            builder.add(400, 400);
        }
        Workload workload = builder.build();

        assertEquals(10, used(ALL, fleet, workload));
        assertEquals(
                1, used(new Kubernetes("m", Kubernetes.Fit.MOST_ALLOCATED, 100), fleet, workload));
        assertEquals(
                1,
                used(
                        new Kubernetes("r", Kubernetes.Fit.REQUESTED_TO_CAPACITY_RATIO, 100),
                        fleet,
                        workload));
    }

    @Test
    void aNodeTakesNoMorePodsThanItsLimit() {
        Fleet fleet = Fleet.of(new HostClass("node", 2, 4_000, 4_000, Kubernetes.PODS));
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 221; i++) {
            builder.add(0, 0);
        }
        Hosts hosts = new Hosts(fleet);

        assertEquals(220, place(ALL, hosts, builder.build()));
        assertEquals(110, hosts.instances(0));
    }

    /** Pods that request nothing are spread as if they requested something. */
    @Test
    void podsWithoutRequestsCountForScores() {
        Fleet fleet = Fleet.of(HostClass.of("node", 4, 4_000, 4L << 30));
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 4; i++) {
            builder.add(0, 0);
        }

        assertEquals(4, used(ALL, fleet, builder.build()));
    }

    /** The node chosen has the largest score of all that have room, by a look at each. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nobodyWithRoomScoresMore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomFleet of = RandomFleet.of(random);
        Kubernetes.Fit[] fits = Kubernetes.Fit.values();
        Kubernetes policy = new Kubernetes("k", fits[(int) (seed % fits.length)], 100);
        Hosts hosts = new Hosts(of.fleet());
        Workload workload = of.workload().withOverhead(1, 1);
        Placer placer = policy.placer(hosts, workload, seed);
        for (int i = 0; i < workload.count(); i++) {
            int chosen = placer.choose(i);
            long best = -1;
            for (int host = 0; host < hosts.count(); host++) {
                if (hosts.fits(host, workload.cpuMillis(i), workload.memoryBytes(i))) {
                    best = Math.max(best, score(policy, hosts, workload, host, i));
                }
            }
            assertEquals(
                    best, chosen == Hosts.NONE ? -1 : score(policy, hosts, workload, chosen, i));
            if (chosen != Hosts.NONE) {
                hosts.take(chosen, workload.cpuMillis(i), workload.memoryBytes(i));
                placer.placed(i, chosen);
                placer.changed(chosen);
            }
        }
    }

    @Test
    void tiesAreDrawnEvenly() {
        Fleet fleet = Fleet.of(HostClass.of("node", 10, 4_000, 4_000));
        Workload workload = new WorkloadBuilder(1).add(1, 1).build();
        int[] chosen = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            chosen[ALL.placer(new Hosts(fleet), workload, seed).choose(0)]++;
        }
        for (int count : chosen) {
            // Five standard deviations of a binomial with p = 0.1 are 150.
            assertTrue(Math.abs(count - 1_000) < 150, () -> count + " of 10,000");
        }
    }

    /** 1,000 nodes with room: 420 are looked at, and the next look goes on behind them. */
    @Test
    void looksAtASampleInTurns() {
        Fleet fleet = Fleet.of(HostClass.of("node", 1_000, 4_000, 4_000));
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 3; i++) {
            builder.add(1, 1);
        }
        Placer placer =
                new Kubernetes("k", Kubernetes.Fit.LEAST_ALLOCATED, Sample.AUTOMATIC)
                        .placer(new Hosts(fleet), builder.build(), 7);

        int first = placer.choose(0);
        int second = placer.choose(1);
        int third = placer.choose(2);
        assertTrue(first < 420, () -> first + "");
        assertTrue(second >= 420 && second < 840, () -> second + "");
        assertTrue(third >= 840 || third < 260, () -> third + "");
    }

    private static long score(
            Kubernetes policy, Hosts hosts, Workload workload, int host, int instance) {
        HostClass node = hosts.kind(host);
        long cpu =
                (long) node.cpuMillis() - hosts.freeCpuMillis(host) + workload.cpuMillis(instance);
        long memory =
                node.memoryBytes() - hosts.freeMemoryBytes(host) + workload.memoryBytes(instance);
        return policy.score(node, cpu, memory, cpu, memory);
    }

    private static int used(Kubernetes policy, Fleet fleet, Workload workload) {
        Hosts hosts = new Hosts(fleet);
        place(policy, hosts, workload);
        return hosts.inUse();
    }

    private static int place(Kubernetes policy, Hosts hosts, Workload workload) {
        Placer placer = policy.placer(hosts, workload, 1);
        int placed = 0;
        for (int i = 0; i < workload.count(); i++) {
            int host = placer.choose(i);
            if (host != Hosts.NONE) {
                hosts.take(host, workload.cpuMillis(i), workload.memoryBytes(i));
                placer.placed(i, host);
                placer.changed(host);
                placed++;
            }
        }
        return placed;
    }
}

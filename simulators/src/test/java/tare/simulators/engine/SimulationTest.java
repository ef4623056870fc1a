package tare.simulators.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.simulators.engine.Case.Admission;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.placement.named.Policies;

class SimulationTest {

    @Test
    void aPreparedCaseIsPlayedOnce() {
        Case of = Fleets.of(Fleets.memory(3, 10), "first-fit");
        Simulation.Prepared prepared = Simulation.prepare(of, Workload.ofMemory(6, 6));

        assertThrows(IllegalStateException.class, prepared::outcome);
        prepared.play();
        assertEquals(Simulation.run(of, Workload.ofMemory(6, 6)), prepared.outcome());
        assertThrows(IllegalStateException.class, prepared::play);
    }

    @Test
    void theClassicalFitsDifferOnASmallExample() {
        // Hosts 0 and 1 are left with 4 and 3 bytes.
        Workload workload = Workload.ofMemory(6, 7, 3);

        assertArrayEquals(new int[] {0, 1, 0}, hosts("first-fit", workload));
        assertArrayEquals(new int[] {0, 1, 1}, hosts("best-fit", workload));
        assertArrayEquals(new int[] {0, 1, 0}, hosts("worst-fit", workload));
        assertArrayEquals(new int[] {0, 1, 1}, hosts("next-fit", workload));
        assertArrayEquals(new int[] {1, 0, 0}, hosts("first-fit-decreasing", workload));
        assertArrayEquals(new int[] {0, 1, 2}, hosts("spread-load", workload));
    }

    @Test
    void whatFitsExactlyIsPlacedAndWhatIsLargerRejected() {
        for (String policy : Policies.names()) {
            Outcome outcome = run(policy, Workload.ofMemory(9, 11, 10, 1));
            assertEquals(1, outcome.rejected(), policy);
            assertEquals(3, outcome.placed(), policy);
            assertEquals(0, run(policy, Workload.ofMemory()).hosts(), policy);
            assertEquals(2, run(policy, Workload.ofMemory(0, 0)).placed(), policy);
        }
    }

    @Test
    void noHostsRejectAll() {
        for (String policy : Policies.names()) {
            Outcome outcome =
                    Simulation.run(
                            Fleets.of(Fleets.memory(0, 10), policy), Workload.ofMemory(1, 2));
            assertEquals(2, outcome.rejected(), policy);
            assertEquals(0, outcome.bound().hosts(), policy);
        }
    }

    @Test
    void departuresComeBeforeArrivalsAtOneMoment() {
        Workload workload = new WorkloadBuilder(2).add(0, 10, 0, 5).add(0, 10, 5, 9).build();
        Outcome outcome = run("first-fit", workload);

        assertEquals(1, outcome.hosts());
        assertEquals(2, outcome.completed());
        assertEquals(9, outcome.endNanos());
        assertTrue(outcome.optimal());
    }

    @Test
    void anInstanceThatEndsWhereItStartsIsCompleted() {
        Outcome outcome = run("best-fit", new WorkloadBuilder(1).add(0, 3, 4, 4).build());

        assertEquals(1, outcome.completed());
        assertEquals(1, outcome.hosts());
        assertEquals(1, outcome.bound().hosts());
    }

    @Test
    void whoWaitsStaysAsLongAsItWouldHave() {
        Workload workload =
                new WorkloadBuilder(3).add(0, 10, 0, 5).add(0, 8, 1, 4).add(0, 2, 2, 3).build();
        Case one = Fleets.of(Fleets.memory(1, 10), "first-fit");

        Outcome rejecting = Simulation.run(one, workload);
        assertEquals(2, rejecting.rejected());
        Outcome waiting = Simulation.run(one.with(Admission.WAIT), workload);
        assertEquals(0, waiting.rejected());
        assertEquals(3, waiting.completed());
        assertEquals(8, waiting.endNanos(), "5 + (4 - 1)");
    }

    @Test
    void gangsAreWholeOrNotAtAll() {
        Workload workload =
                new WorkloadBuilder(4)
                        .add(0, 6, 0, 9, 0, 0, 7)
                        .add(0, 6, 0, 9, 0, 0, 7)
                        .add(0, 6, 0, 9, 0, 0, 7)
                        .add(0, 10, 0, 9)
                        .build();

        for (String policy : Policies.names()) {
            Outcome two = Simulation.run(Fleets.of(Fleets.memory(2, 10), policy), workload);
            assertEquals(3, two.rejected(), policy);
            assertEquals(1, two.completed(), policy);
            Outcome four = Simulation.run(Fleets.of(Fleets.memory(4, 10), policy), workload);
            assertEquals(0, four.rejected(), policy);
            assertEquals(4, four.hosts(), policy);
        }
    }

    @Test
    void strandedIsWhatNothingCanUse() {
        Fleet fleet = Fleet.of(HostClass.of("h", 2, 1_000, 100));
        Workload workload = new WorkloadBuilder(2).add(100, 90).add(900, 20).build();
        Outcome outcome = Simulation.run(Fleets.of(fleet, "first-fit"), workload);

        // Host 0 has 900 mCPU free and 10 bytes, less than the 20 of the smallest; host 1 the
        // reverse:
        // 100 mCPU are enough for the smallest.
        assertEquals(2, outcome.hosts());
        assertEquals(0.45, outcome.peak().strandedCpuShare(), 1e-12);
        assertEquals(0, outcome.peak().strandedMemoryShare(), 1e-12);
        assertEquals(0.5, outcome.peak().cpuShare(), 1e-12);
        assertEquals(0.55, outcome.peak().memoryShare(), 1e-12);
    }

    @Test
    void overheadIsOfInstancesAndOfHosts() {
        Case of =
                Fleets.of(Fleets.memory(9, 100), "first-fit")
                        .with(new Overhead("vm", 0, 15, 0, 10));

        assertEquals(2, Simulation.run(of, Workload.ofMemory(30, 30, 30)).hosts());
        assertEquals(
                1, Simulation.run(of.with(Overhead.NONE), Workload.ofMemory(30, 30, 30)).hosts());
    }

    @Test
    void momentsAreNoMoreThanWantedAndInOrder() {
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 1_000; i++) {
            builder.add(0, 1, i, i + 100);
        }
        Outcome outcome =
                Simulation.run(
                        Fleets.of(Fleets.memory(100, 10), "best-fit").withSamples(20),
                        builder.build());

        List<Outcome.Moment> moments = outcome.overTime();
        assertTrue(moments.size() <= 20 && moments.size() >= 10, () -> moments.size() + "");
        for (int i = 1; i < moments.size(); i++) {
            assertTrue(moments.get(i - 1).atNanos() < moments.get(i).atNanos());
        }
        assertEquals(10, outcome.hosts());
        assertEquals(100, moments.get(moments.size() / 2).live());
    }

    @Test
    void moreImportantPodsTakeThePlaceOfOthers() {
        Workload workload =
                new WorkloadBuilder(4)
                        .add(0, 5, 0, 100, 1, 0, Workload.NO_GANG)
                        .add(0, 5, 1, 100, 2, 0, Workload.NO_GANG)
                        .add(0, 5, 2, 10, 9, 0, Workload.NO_GANG)
                        .add(0, 5, 3, 10, 1, 0, Workload.NO_GANG)
                        .build();
        Case of = Fleets.of(Fleets.memory(1, 10), "kubernetes").with(Admission.WAIT);
        Outcome outcome = Simulation.run(of, workload);

        assertEquals(1, outcome.preempted(), "the one of priority 1, not that of 2");
        assertEquals(4, outcome.completed());
        // The victim starts anew when the important one is done, at 10, and stays 100.
        assertEquals(110, outcome.endNanos());
        assertEquals(0, Simulation.run(of.withPolicy("best-fit"), workload).preempted());
    }

    @Test
    void asFewVictimsAsWillDo() {
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 10; i++) {
            builder.add(0, 1, i, 1_000, i % 2, 0, Workload.NO_GANG);
        }
        builder.add(0, 3, 50, 60, 5, 0, Workload.NO_GANG);
        Outcome outcome =
                Simulation.run(
                        Fleets.of(Fleets.memory(1, 10), "kubernetes").with(Admission.WAIT),
                        builder.build());

        assertEquals(3, outcome.preempted());
        assertEquals(11, outcome.completed());
    }

    /** Ghodsi et al., NSDI 2011, figure 3: 9 CPU and 18 GB; A asks for 1 and 4, B for 3 and 1. */
    @Test
    void dominantResourceFairnessWorkedExample() {
        Fleet fleet = Fleet.of(HostClass.of("h", 1, 9_000, 18));
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 10; i++) {
            builder.add(1_000, 4, 0, Workload.NEVER, 0, 0, Workload.NO_GANG);
            builder.add(3_000, 1, 0, Workload.NEVER, 0, 1, Workload.NO_GANG);
        }
        Workload workload = builder.build();
        Case of = Fleets.of(fleet, "mesos-drf").with(Admission.WAIT);
        Run run = Simulation.play(of, Policies.named("mesos-drf"), workload);

        int[] tasks = new int[2];
        int[] hostOf = run.hostOf();
        for (int i = 0; i < hostOf.length; i++) {
            tasks[workload.owner(i)] += hostOf[i] >= 0 ? 1 : 0;
        }
        assertArrayEquals(new int[] {3, 2}, tasks);
        assertEquals(1, run.outcome().peak().cpuShare());
        assertEquals(14.0 / 18, run.outcome().peak().memoryShare());
    }

    /** Instances on which first fit, and first fit decreasing, are bad; worked out by hand. */
    @Test
    void badInstancesNeedAsManyHostsAsTheyShould() {
        Outcome first =
                Simulation.run(
                        Fleets.of(Fleets.memory(18, 100), "first-fit"), times(6, 15, 6, 34, 6, 51));
        assertEquals(10, first.hosts());
        assertEquals(6, first.bound().hosts());
        Outcome decreasing =
                Simulation.run(
                        Fleets.of(Fleets.memory(30, 400), "first-fit-decreasing"),
                        times(6, 201, 6, 102, 6, 101, 12, 98));
        assertEquals(11, decreasing.hosts());
        assertEquals(9, decreasing.bound().hosts());
        assertFalse(decreasing.optimal());
    }

    /** So many of a size, and so on. */
    private static Workload times(int... countsAndSizes) {
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < countsAndSizes.length; i += 2) {
            for (int n = 0; n < countsAndSizes[i]; n++) {
                builder.add(0, countsAndSizes[i + 1]);
            }
        }
        return builder.build();
    }

    @Test
    void framework0DoesNotStarveFramework1() {
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 100; i++) {
            builder.add(100, 1, 0, 50, 0, i < 90 ? 0 : 1, Workload.NO_GANG);
        }
        Fleet fleet = Fleet.of(HostClass.of("h", 10, 200, 100));
        Workload workload = builder.build();
        Case of = Fleets.of(fleet, "mesos-drf");
        int[] fair = Simulation.play(of, Policies.named("mesos-drf"), workload).hostOf();
        int[] first = Simulation.play(of, Policies.named("first-fit"), workload).hostOf();

        assertEquals(10, placed(fair, 90, 100));
        assertEquals(0, placed(first, 90, 100));
    }

    @Test
    void refusesAnUnknownPolicy() {
        assertThrows(
                tare.results.failure.UsageError.class, () -> run("no-such", Workload.ofMemory(1)));
        assertFalse(Policies.names().isEmpty());
    }

    private static int placed(int[] hostOf, int from, int end) {
        int placed = 0;
        for (int i = from; i < end; i++) {
            placed += hostOf[i] >= 0 ? 1 : 0;
        }
        return placed;
    }

    private static Outcome run(String policy, Workload workload) {
        return Simulation.run(Fleets.of(Fleets.memory(9, 10), policy), workload);
    }

    private static int[] hosts(String policy, Workload workload) {
        return Simulation.play(
                        Fleets.of(Fleets.memory(9, 10), policy), Policies.named(policy), workload)
                .hostOf();
    }
}

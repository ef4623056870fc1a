package tare.simulators.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.engine.Case.Admission;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.placement.named.Policies;

/** What holds for every fleet and policy; the seed is in the name. */
class SimulationProperties {

    private static final int SEEDS = 15;

    static Stream<Arguments> cases() {
        return Policies.names().stream()
                .flatMap(
                        policy ->
                                LongStream.range(0, SEEDS)
                                        .mapToObj(seed -> Arguments.of(policy, seed)));
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private record Given(Fleet fleet, Workload workload, long step) {}

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void neverBelowTheBoundAndEveryInstanceCounted(String policy, long seed) {
        for (Admission admission : Admission.values()) {
            Given given = given(seed, 1, 1);
            Outcome outcome =
                    Simulation.run(Fleets.of(given.fleet, policy).with(admission), given.workload);

            assertTrue(
                    outcome.hosts() >= outcome.bound().hosts(),
                    () -> outcome.hosts() + " hosts, " + outcome.bound());
            assertEquals(outcome.instances(), outcome.placed() + outcome.rejected());
            assertTrue(outcome.completed() <= outcome.placed());
            assertTrue(outcome.hosts() <= outcome.hostsTouched());
            assertTrue(outcome.hostsTouched() <= given.fleet.hosts());
            for (double share :
                    new double[] {
                        outcome.peak().cpuShare(),
                        outcome.peak().memoryShare(),
                        outcome.peak().strandedCpuShare(),
                        outcome.peak().strandedMemoryShare()
                    }) {
                assertTrue(share >= 0 && share <= 1, () -> outcome.peak().toString());
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void sameCaseSameOutcome(String policy, long seed) {
        Given given = given(seed, 1, 1);
        Case of = Fleets.of(given.fleet, policy).with(Admission.WAIT).withSamples(50);

        assertEquals(Simulation.run(of, given.workload), Simulation.run(of, given.workload));
    }

    /** Whoever looks at it over time changes nothing, and has each departure played. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void lookingAtItChangesNothing(String policy, long seed) {
        for (Admission admission : Admission.values()) {
            Given given = given(seed, 1, 1);
            Case of = Fleets.of(given.fleet, policy).with(admission);
            Outcome unseen = Simulation.run(of, given.workload);
            Outcome seen = Simulation.run(of.withSamples(50), given.workload);

            assertEquals(
                    unseen,
                    new Outcome(
                            seen.policy(),
                            seen.instances(),
                            seen.placed(),
                            seen.completed(),
                            seen.rejected(),
                            seen.preempted(),
                            seen.hosts(),
                            seen.hostsTouched(),
                            seen.bound(),
                            seen.peak(),
                            seen.endNanos(),
                            List.of()));
        }
    }

    /** One class as two with other names: hosts of a type have no identity but their order. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void namesOfHostsDoNotMatter(String policy, long seed) {
        Given given = given(seed, 1, 1);
        List<HostClass> split = new ArrayList<>();
        for (HostClass each : given.fleet.classes()) {
            HostClass renamed =
                    new HostClass(
                            "half",
                            each.count(),
                            each.cpuMillis(),
                            each.memoryBytes(),
                            each.slots());
            split.add(renamed.times(each.count() / 2));
            split.add(renamed.times(each.count() - each.count() / 2));
        }
        same(given, Fleets.of(given.fleet, policy), Fleets.of(new Fleet(split), policy));
    }

    /** A step that divides every time is no step at all. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void stepsThatHitEveryEventChangeNothing(String policy, long seed) {
        Given given = given(seed, 1, 1);
        Case of = Fleets.of(given.fleet, policy).with(Admission.WAIT);

        same(given, of, of.withStep(given.step));
        same(given, of, of.withStep(1));
    }

    /** Bytes as thousandths, hours as minutes. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void unitsDoNotMatter(String policy, long seed) {
        Given given = given(seed, 1, 1);
        Given scaled = given(seed, 1_000, 60);
        Case of = Fleets.of(given.fleet, policy).with(Admission.WAIT);
        Outcome one = Simulation.run(of, given.workload);
        Outcome other = Simulation.run(of.with(scaled.fleet), scaled.workload);

        assertEquals(one.hosts(), other.hosts());
        assertEquals(one.bound(), other.bound());
        assertEquals(one.hostsTouched(), other.hostsTouched());
        assertEquals(one.endNanos() * 60, other.endNanos());
        assertEquals(one.peak().cpuShare(), other.peak().cpuShare());
    }

    private static void same(Given given, Case one, Case other) {
        Outcome first = Simulation.run(one, given.workload);
        Outcome second = Simulation.run(other, given.workload);
        // Whom a score that ties is given to is drawn: then the draw is the same as well.
        assertEquals(first, second);
    }

    /**
     * With the guarantee of each: 1.7 for first and best fit, 11/9 and 6/9 for first fit
     * decreasing.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void classicalGuaranteesHold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long capacity = random.nextInt(1, 30);
        long[] bytes = random.longs(random.nextInt(0, 9), 0, capacity + 1).toArray();
        int optimum = optimum(bytes, 0, new long[bytes.length], 0, capacity, bytes.length);
        Fleet fleet = Fleets.memory(bytes.length, capacity);

        assertTrue(used("first-fit", fleet, bytes) * 10 <= 17 * optimum);
        assertTrue(used("best-fit", fleet, bytes) * 10 <= 17 * optimum);
        assertTrue(used("worst-fit", fleet, bytes) <= Math.max(optimum, 2 * optimum - 1));
        assertTrue(used("next-fit", fleet, bytes) <= Math.max(optimum, 2 * optimum - 1));
        assertTrue(used("first-fit-decreasing", fleet, bytes) * 9 <= 11 * optimum + 6);
        for (String policy : Policies.names()) {
            Outcome outcome = Simulation.run(Fleets.of(fleet, policy), Workload.ofMemory(bytes));
            assertTrue(outcome.bound().hosts() <= optimum, policy);
            assertTrue(outcome.hosts() >= optimum, policy);
        }
    }

    private static int used(String policy, Fleet fleet, long[] bytes) {
        return Simulation.run(Fleets.of(fleet, policy), Workload.ofMemory(bytes)).hosts();
    }

    /** The fewest hosts of all placements: tries them all. */
    private static int optimum(
            long[] bytes, int next, long[] used, int open, long capacity, int fewest) {
        if (open >= fewest || next == bytes.length) {
            return Math.min(open, fewest);
        }
        int best = fewest;
        for (int host = 0; host <= open && host < used.length; host++) {
            if (used[host] + bytes[next] <= capacity) {
                used[host] += bytes[next];
                best = optimum(bytes, next + 1, used, Math.max(open, host + 1), capacity, best);
                used[host] -= bytes[next];
            }
        }
        return best;
    }

    private static Given given(long seed, long perByte, long perTick) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HostClass> classes = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            classes.add(
                    new HostClass(
                            "class-" + i,
                            random.nextInt(1, 30),
                            random.nextInt(500, 2_000),
                            random.nextLong(500, 2_000) * perByte,
                            random.nextBoolean() ? HostClass.ANY_NUMBER : random.nextInt(1, 9)));
        }
        WorkloadBuilder builder = new WorkloadBuilder(0);
        int gang = 0;
        long now = 0;
        for (int i = random.nextInt(0, 200); i > 0; i--) {
            now += random.nextInt(4);
            int members = random.nextInt(8) == 0 ? random.nextInt(1, 4) : 0;
            long departs = random.nextInt(4) == 0 ? Workload.NEVER : now + random.nextInt(60);
            int cpu = random.nextInt(700);
            long bytes = random.nextLong(700);
            for (int member = 0; member < Math.max(1, members); member++) {
                builder.add(
                        cpu,
                        bytes * perByte,
                        now * 10 * perTick,
                        departs == Workload.NEVER ? departs : departs * 10 * perTick,
                        random.nextInt(3),
                        random.nextInt(3),
                        members == 0 ? Workload.NO_GANG : gang);
            }
            gang += members == 0 ? 0 : 1;
        }
        return new Given(new Fleet(classes), builder.build(), 10 * perTick);
    }
}

package tare.simulators.placement.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.named.Policies;

/**
 * Each policy chooses as a look at every host does, with departures between; seeds in the names.
 */
class ChoiceProperties {

    private static final int SEEDS = 60;

    static Stream<Arguments> cases() {
        return Policies.all().stream()
                .filter(
                        policy ->
                                policy instanceof KeyRule
                                        || policy instanceof ScoreRule
                                        || policy.name().equals("first-fit")
                                        || policy.name().equals("next-fit"))
                .flatMap(
                        policy ->
                                Stream.iterate(0L, seed -> seed + 1)
                                        .limit(SEEDS)
                                        .map(seed -> Arguments.of(policy.name(), seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void choosesAsAScanDoes(String name, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomFleet of = RandomFleet.of(random);
        play(Policies.named(name), new Hosts(of.fleet()), of.workload(), random);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void startsOnHostsInUse(String name, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        RandomFleet of = RandomFleet.of(random);
        Hosts hosts = new Hosts(of.fleet());
        for (int host = 0; host < hosts.count(); host += 2) {
            if (hosts.fits(host, 0, 0)) {
                hosts.take(host, random.nextInt(hosts.freeCpuMillis(host) + 1), 0);
            }
        }
        play(Policies.named(name), hosts, of.workload(), random);
    }

    private static void play(
            Policy policy, Hosts hosts, Workload workload, SplittableRandom random) {
        Placer placer = policy.placer(hosts, workload, 0);
        int[] last = {0};
        IntUnaryOperator expected = scan(policy, new Scan(hosts, workload), last);
        int[] hostOf = new int[workload.count()];
        int from = 0;
        for (int i = 0; i < workload.count(); i++) {
            int host = placer.choose(i);
            assertEquals(expected.applyAsInt(i), host, "instance " + i);
            hostOf[i] = host;
            if (host != Hosts.NONE) {
                last[0] = host;
                hosts.take(host, workload.cpuMillis(i), workload.memoryBytes(i));
                placer.changed(host);
            }
            while (from <= i && random.nextInt(3) == 0) {
                if (hostOf[from] != Hosts.NONE) {
                    hosts.give(hostOf[from], workload.cpuMillis(from), workload.memoryBytes(from));
                    placer.changed(hostOf[from]);
                }
                from++;
            }
        }
    }

    private static IntUnaryOperator scan(Policy policy, Scan scan, int[] last) {
        if (policy instanceof KeyRule rule) {
            return i -> scan.choose(rule, i);
        }
        if (policy instanceof ScoreRule rule) {
            return i -> scan.choose(rule, i);
        }
        return policy.name().equals("first-fit")
                ? i -> scan.from(0, i)
                : i -> scan.from(last[0], i);
    }

    /** No box promises less than a host in it has. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void noBoxPromisesTooLittle(String name, long seed) {
        if (!(Policies.named(name) instanceof ScoreRule rule)) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed);
        HostClass kind =
                HostClass.of("h", 1, 1 + random.nextInt(1_000), 1 + random.nextLong(1_000));
        int cpu = random.nextInt(kind.cpuMillis() + 1);
        long memory = random.nextLong(kind.memoryBytes() + 1);
        Box box = new Box();
        box.leastCpuMillis = random.nextInt(kind.cpuMillis() + 1);
        box.mostCpuMillis = random.nextInt(Math.max(cpu, box.leastCpuMillis), kind.cpuMillis() + 1);
        box.leastMemoryBytes = random.nextLong(kind.memoryBytes() + 1);
        box.mostMemoryBytes =
                random.nextLong(Math.max(memory, box.leastMemoryBytes), kind.memoryBytes() + 1);
        box.fewestInstances = random.nextInt(10);
        box.mostInstances = random.nextInt(box.fewestInstances, 20);
        double most = rule.most(kind, cpu, memory, box);
        for (int i = 0; i < 1_000; i++) {
            int free = random.nextInt(Math.max(cpu, box.leastCpuMillis), box.mostCpuMillis + 1);
            long bytes =
                    random.nextLong(
                            Math.max(memory, box.leastMemoryBytes), box.mostMemoryBytes + 1);
            int instances = random.nextInt(box.fewestInstances, box.mostInstances + 1);
            double score = rule.score(kind, cpu, memory, free, bytes, instances);
            assertEquals(Math.max(score, most), most, free + ", " + bytes);
        }
    }
}

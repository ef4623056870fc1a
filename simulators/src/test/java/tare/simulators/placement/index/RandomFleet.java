package tare.simulators.placement.index;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;

/** Fleets and workloads of all kinds: few sizes and many, ties, slots, instances too large. */
public record RandomFleet(Fleet fleet, Workload workload) {

    public static RandomFleet of(SplittableRandom random) {
        List<HostClass> classes = new ArrayList<>();
        int kinds = random.nextInt(1, 4);
        int cpu = random.nextInt(1, 64_000);
        long memory = random.nextLong(1L << random.nextInt(1, 40)) + 1;
        for (int i = 0; i < kinds; i++) {
            classes.add(
                    new HostClass(
                            "class-" + i,
                            random.nextInt(0, 150),
                            random.nextBoolean() ? cpu : random.nextInt(cpu) + 1,
                            random.nextBoolean() ? memory : random.nextLong(memory) + 1,
                            random.nextInt(3) > 0 ? HostClass.ANY_NUMBER : random.nextInt(0, 8)));
        }
        return new RandomFleet(new Fleet(classes), workload(random, cpu, memory));
    }

    private static Workload workload(SplittableRandom random, int cpu, long memory) {
        int count = random.nextInt(1, 500);
        int mostCpu = Math.max(1, cpu / random.nextInt(1, 20)) + random.nextInt(0, 2);
        long mostMemory = Math.max(1, memory / random.nextInt(1, 20)) + random.nextInt(0, 2);
        int cpuGrain = Math.max(1, mostCpu / random.nextInt(1, 50));
        long memoryGrain = Math.max(1, mostMemory / random.nextInt(1, 50));
        WorkloadBuilder builder = new WorkloadBuilder(count);
        for (int i = 0; i < count; i++) {
            builder.add(
                    random.nextInt(mostCpu + 1) / cpuGrain * cpuGrain,
                    random.nextLong(mostMemory + 1) / memoryGrain * memoryGrain);
        }
        return builder.build();
    }
}

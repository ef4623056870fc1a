package tare.simulators.placement.index;

import tare.simulators.bound.Volume;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;

/**
 * How well a host's free CPU and memory go together. The most CPU and the most memory below a
 * branch may be two different hosts', so that the branch looks as if it had room where no host has.
 * For a slope k the lesser of CPU and k times memory is a number whose maximum below a branch rules
 * that out: a host has room only if its number is at least the instance's. For an instance with
 * just that ratio of CPU and memory the test is exact; so the slopes are the workload's own ratios.
 */
final class Slopes {

    /** How many slopes. */
    static final int COUNT = 3;

    private static final int SAMPLES = 128;
    private static final double STEPS = 1 << 30;

    private final double perCpuMilli;
    private final double[] perByte = new double[COUNT];
    private final double[] slopes = new double[COUNT];

    /** The ratios of which as many instances have a lower one as a higher: at 1/6, 1/2, 5/6. */
    Slopes(Hosts hosts, Workload workload) {
        Volume largest = Volume.of(hosts.classes());
        perCpuMilli = STEPS / Math.max(1, largest.cpuMillis());
        double memory = STEPS / Math.max(1, largest.memoryBytes());
        double[] ratios = new double[SAMPLES];
        int count = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int instance = (int) ((long) i * workload.count() / SAMPLES);
            if (workload.count() > 0
                    && workload.cpuMillis(instance) > 0
                    && workload.memoryBytes(instance) > 0) {
                put(
                        workload.cpuMillis(instance)
                                * perCpuMilli
                                / (workload.memoryBytes(instance) * memory),
                        ratios,
                        count++);
            }
        }
        for (int i = 0; i < COUNT; i++) {
            slopes[i] = count == 0 ? 1 : ratios[count * (2 * i + 1) / (2 * COUNT)];
            perByte[i] = memory * slopes[i];
        }
    }

    /** Puts one more number where it belongs among those that are sorted already. */
    private static void put(double number, double[] sorted, int count) {
        int at = count;
        while (at > 0 && sorted[at - 1] > number) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = number;
    }

    /** The number of a host, or an instance, for one of the slopes: from 0 to 2^30. */
    int number(int slope, int cpuMillis, long memoryBytes) {
        double cpu = cpuMillis * perCpuMilli;
        double memory = memoryBytes * perByte[slope];
        return (int) (cpu < memory ? cpu : memory);
    }

    /** All numbers of a host, into an array from there on. */
    void numbers(int cpuMillis, long memoryBytes, int[] into, int from) {
        double cpu = cpuMillis * perCpuMilli;
        for (int i = 0; i < COUNT; i++) {
            double memory = memoryBytes * perByte[i];
            into[from + i] = (int) (cpu < memory ? cpu : memory);
        }
    }

    /** The slope that is nearest to an instance's own ratio. */
    int nearest(int cpuMillis, long memoryBytes) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        double cpu = cpuMillis * perCpuMilli;
        for (int i = 0; i < COUNT; i++) {
            double memory = memoryBytes * perByte[i];
            // How far the larger is above the lesser: 1 is an exact test.
            double above = cpu > memory ? cpu / memory : memory / cpu;
            if (above < least) {
                nearest = i;
                least = above;
            }
        }
        return nearest;
    }
}

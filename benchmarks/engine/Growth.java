import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tare.simulators.engine.Case;
import tare.simulators.engine.Outcome;
import tare.simulators.engine.Simulation;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Size;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec;

/**
 * How long the engine takes, by the number of instances: n instances that arrive and depart on n / 8
 * hosts, of which some eight tenths are in use at the height.
 *
 * <p>Usage: {@code Growth POLICY REPEATS N...}. The time is the thread's CPU time, so that others on the
 * machine do not count; the median's wall time is beside it. The drawing of the workload is not in it.
 */
final class Growth {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long GIB = 1L << 30;
    private static final long SECOND = 1_000_000_000L;

    public static void main(String[] arguments) {
        String policy = arguments[0];
        int repeats = Integer.parseInt(arguments[1]);
        System.out.printf(
                "%10s %8s %10s %10s %10s %10s %8s %8s %9s%n",
                "instances", "hosts", "first s", "median s", "wall s", "ns/n log n", "used", "bound", "rejected");
        for (String count : Arrays.asList(arguments).subList(2, arguments.length)) {
            measure(policy, repeats, Integer.parseInt(count));
        }
    }

    private static void measure(String policy, int repeats, int instances) {
        Case of = Case.of(fleet(instances / 8), workload(instances), policy, 1);
        Workload workload = of.workload().draw(1, recorded -> null);
        double[] seconds = new double[repeats];
        double[] wall = new double[repeats];
        Outcome outcome = null;
        for (int i = 0; i < repeats; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long startWall = System.nanoTime();
            outcome = Simulation.run(of, workload);
            wall[i] = (System.nanoTime() - startWall) / 1e9;
            seconds[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        }
        double first = seconds[0];
        Arrays.sort(seconds);
        Arrays.sort(wall);
        double median = seconds[repeats / 2];
        System.out.printf(
                Locale.ROOT,
                "%10d %8d %10.3f %10.3f %10.3f %10.2f %8d %8d %9d%n",
                instances,
                instances / 8,
                first,
                median,
                wall[repeats / 2],
                median * 1e9 / (instances * Math.log(instances) / Math.log(2)),
                outcome.hosts(),
                outcome.bound().hosts(),
                outcome.rejected());
        Reference.reachabilityFence(workload);
    }

    static Fleet fleet(int hosts) {
        return Fleet.of(HostClass.of("host", hosts, 32_000, 64 * GIB));
    }

    /** Mean 3.5 cores and 7.2 GiB; seven eighths of all live at once at the height. */
    static WorkloadSpec workload(int instances) {
        List<Size> mix =
                List.of(
                        Size.of(20, 500, GIB),
                        Size.of(20, 1_000, 2 * GIB),
                        Size.of(20, 2_000, 5 * GIB),
                        Size.of(20, 4_000, 7 * GIB),
                        Size.of(15, 8_000, 15 * GIB),
                        Size.of(5, 16_000, 40 * GIB));
        return new WorkloadSpec.Drawn(instances, mix, SECOND, 4 * instances * SECOND);
    }
}

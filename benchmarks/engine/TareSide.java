import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * The scenario of the comparison in Tare: n VMs, in turns of 1 core and 1 GiB, 2 and 4, 4 and 8, all at
 * once on n / 8 hosts of 32 cores and 64 GiB, each busy for 100 s.
 *
 * <p>Usage: {@code TareSide POLICY VMS REPEATS}. Building is, as on the other side, making what is there
 * before the clock starts: VMs, hosts, and the policy with what it keeps of them. Run times are the first
 * one's, in a JVM in which nothing ran before, and the median of the others; wall and, in brackets, the
 * thread's CPU time. Judging, the first time, is what the other side has nothing of: the bound and how full hosts were.
 */
final class TareSide {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long GIB = 1L << 30;
    private static final long LIFE_NANOS = 100_000_000_000L;

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        int repeats = Integer.parseInt(arguments[2]);
        long start = System.nanoTime();
        Case of =
                Case.of(
                        Fleet.of(HostClass.of("host", count / 8, 32_000, 64 * GIB)),
                        new WorkloadSpec.Cyclic(
                                count,
                                List.of(
                                        Size.of(1, 1_000, GIB),
                                        Size.of(1, 2_000, 4 * GIB),
                                        Size.of(1, 4_000, 8 * GIB)),
                                LIFE_NANOS),
                        arguments[0],
                        0);
        Workload workload = of.workload().draw(0, recorded -> null);
        Simulation.Prepared prepared = Simulation.prepare(of, workload);
        double build = (System.nanoTime() - start) / 1e9;
        double[] wall = new double[repeats];
        double[] cpu = new double[repeats];
        double[] judged = new double[repeats];
        Outcome outcome = null;
        for (int i = 0; i < repeats; i++) {
            long startWall = System.nanoTime();
            long startCpu = THREADS.getCurrentThreadCpuTime();
            prepared.play();
            cpu[i] = (THREADS.getCurrentThreadCpuTime() - startCpu) / 1e9;
            wall[i] = (System.nanoTime() - startWall) / 1e9;
            long startJudging = System.nanoTime();
            outcome = prepared.outcome();
            judged[i] = (System.nanoTime() - startJudging) / 1e9;
            prepared = Simulation.prepare(of, workload);
        }
        System.out.printf(
                Locale.ROOT,
                "%s %d build %.3f run %.4f (%.4f) warm %.4f (%.4f) judged %.4f hosts %d bound %d completed %d end %.1f%n",
                arguments[0],
                count,
                build,
                wall[0],
                cpu[0],
                warm(wall),
                warm(cpu),
                judged[0],
                outcome.hostsTouched(),
                outcome.bound().hosts(),
                outcome.completed(),
                outcome.endNanos() / 1e9);
    }

    /** The median of all but the first. */
    private static double warm(double[] times) {
        double[] later = Arrays.copyOfRange(times, Math.min(1, times.length - 1), times.length);
        Arrays.sort(later);
        return later[later.length / 2];
    }
}

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.cloudsim.CloudSimDay;
import tare.simulators.consolidation.corrected.CorrectedDay;
import tare.simulators.trace.text.PlanetLab;

/**
 * How long a day of dynamic consolidation takes on one core: 800 hosts, 288 steps.
 *
 * <p>Usage: {@code MotionDay FOLDER WARMUP REPEATS POLICY...}. As JMH's single-shot mode does it: so many
 * days to warm up, then so many that are timed, one by one, in the thread's CPU time; the day is read before.
 */
final class MotionDay {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public static void main(String[] arguments) {
        DayUse day = read(Path.of(arguments[0]));
        int warmup = Integer.parseInt(arguments[1]);
        int repeats = Integer.parseInt(arguments[2]);
        System.out.printf(
                "%-14s %-15s %8s %9s %9s %9s %9s %12s %10s%n",
                "policy", "edition", "machines", "first s", "least s", "median s", "most s", "energy kWh", "migrations");
        for (String name : Arrays.asList(arguments).subList(3, arguments.length)) {
            measure(day, name, "cloudsim-3.0.3", warmup, repeats);
        }
        for (String name : Arrays.asList(arguments).subList(3, arguments.length)) {
            measure(day, name, "corrected", warmup, repeats);
        }
    }

    private static void measure(DayUse day, String name, String edition, int warmup, int repeats) {
        MotionPolicy policy = MotionPolicy.of(name).orElseThrow();
        double first = 0;
        double[] seconds = new double[repeats];
        DayOutcome outcome = null;
        for (int i = -warmup; i < repeats; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            outcome =
                    edition.equals("corrected")
                            ? CorrectedDay.play(day, Estate.published(800), policy, 1)
                            : CloudSimDay.play(day, Estate.published(800), policy, 1);
            double took = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            first = i == -warmup ? took : first;
            if (i >= 0) {
                seconds[i] = took;
            }
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%-14s %-15s %8d %9.3f %9.3f %9.3f %9.3f %12.5f %10d%n",
                name,
                edition,
                day.machines(),
                first,
                seconds[0],
                seconds[repeats / 2],
                seconds[repeats - 1],
                outcome.energyKwh(),
                outcome.migrations());
    }

    private static DayUse read(Path folder) {
        Map<String, double[]> rows = new LinkedHashMap<>();
        new PlanetLab(folder)
                .usage(
                        row -> {
                            int sample = (int) (row.startNanos() / 300_000_000_000L);
                            rows.computeIfAbsent(row.id(), id -> new double[DayUse.SAMPLES])[sample] = row.share();
                        });
        List<double[]> all = new ArrayList<>(rows.values());
        return DayUse.of(all.toArray(new double[0][]));
    }
}

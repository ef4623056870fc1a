package tare.harness.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.run.Workplace;
import tare.results.statistics.Quantiles;

/**
 * Tare's launches against the C reference's, one by one in turns (A B B A), in one run. Started by
 * {@code harness/src/jmh/sh/compare-with-c.sh}, which builds the reference:
 *
 * <pre>ReferenceComparison ROUNDS LAUNCHES KEY REFERENCE [ARGUMENT…]</pre>
 *
 * <p>The reference answers each line on its input with the nanoseconds from t0 to ready.
 */
public final class ReferenceComparison {

    private static final int WARMUP = 600;

    /** By how much Tare may be above the reference, unless 30 us are more. */
    private static final double SHARE = 0.1;

    private static final double FORK_SHARE = 0.15;

    private final Kernel kernel = new Kernel();
    private final List<Double> calls = new ArrayList<>();

    private ReferenceComparison() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        int launches = Integer.parseInt(arguments[1]);
        String key = arguments[2];
        List<String> command = Arrays.asList(arguments).subList(3, arguments.length);
        MonotonicClock clock = MonotonicClock.system();
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Workplace place =
                        Workplace.open(
                                StateDirectory.open(),
                                new Kernel(),
                                clock,
                                "c" + ProcessHandle.current().pid(),
                                Workplace.Sharing.CONCURRENT);
                Writer ask = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))) {
            Backend backend = Registry.embedded().open(key, place.context());
            ReferenceComparison comparison = new ReferenceComparison();
            for (int i = 0; i < WARMUP; i++) {
                comparison.own(backend, "w" + i);
            }
            comparison.compare(backend, rounds, launches, ask, answers);
        }
        process.waitFor();
    }

    private void compare(
            Backend backend, int rounds, int launches, Writer ask, BufferedReader answers)
            throws IOException {
        List<double[]> ownAll = new ArrayList<>();
        List<double[]> referenceAll = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Double> own = new ArrayList<>();
            List<Double> reference = new ArrayList<>();
            for (int i = 0; i < launches; i++) {
                boolean ownFirst = i % 4 == 0 || i % 4 == 3;
                if (ownFirst) {
                    own.add(own(backend, "r" + round + "-" + i));
                    reference.add(reference(ask, answers));
                } else {
                    reference.add(reference(ask, answers));
                    own.add(own(backend, "r" + round + "-" + i));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s round %d: Tare %.1f us, C %.1f us, p50 of %d%n",
                    backend.key(),
                    round,
                    median(own) / 1e3,
                    median(reference) / 1e3,
                    launches);
            ownAll.add(array(own));
            referenceAll.add(array(reference));
        }
        verdict(backend.key(), ownAll, referenceAll);
    }

    private void verdict(String key, List<double[]> own, List<double[]> reference) {
        double share = key.startsWith("kvm-") ? FORK_SHARE : SHARE;
        Weighing weighing = new Weighing(key, own, reference, share, 30_000);
        System.out.println(weighing.describe());
        System.out.printf(
                Locale.ROOT,
                "%s: by part: a system call through JNA takes %.2f us right after a launch;"
                        + " KVM_CREATE_VM locks each of this JVM's %d mappings%n",
                key,
                median(calls) / 1e3,
                mappings());
        if (weighing.above()) {
            System.exit(1);
        }
    }

    private double own(Backend backend, String name) {
        try (Launch launch = backend.prepare(InstanceSpec.named(name));
                Instance instance = launch.start()) {
            instance.awaitReady();
            long start = System.nanoTime();
            kernel.call(Syscall.GETPID);
            calls.add((double) (System.nanoTime() - start));
            return instance.stages().readyNanos() - instance.stages().startNanos();
        }
    }

    private static double reference(Writer ask, BufferedReader answers) throws IOException {
        ask.write("launch\n");
        ask.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the reference ended early");
        }
        return Double.parseDouble(line.strip());
    }

    /** What KVM_CREATE_VM has to lock one by one (mm_take_all_locks in mm/mmap.c). */
    private static long mappings() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(List<Double> values) {
        return Quantiles.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}

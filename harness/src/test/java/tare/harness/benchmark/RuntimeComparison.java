package tare.harness.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.Registry;
import tare.harness.backend.program.Commands;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.run.Workplace;
import tare.results.statistics.Quantiles;

/**
 * Tare's launches by a runtime's command line against a C program's that runs the very same
 * commands, one by one in turns (A B B A), in one run. Started by {@code
 * harness/src/jmh/sh/compare-runtimes.sh}, which builds the C program:
 *
 * <pre>RuntimeComparison ROUNDS LAUNCHES REFERENCE [KEY…]</pre>
 *
 * <p>Without a key every default one is tried; those that drive no program are passed over.
 */
public final class RuntimeComparison {

    /** Then the path is compiled, and caches hold the runtime. */
    private static final int WARMUP = 60;

    /** What boots for a second is compared by fewer launches: so many at least, for so long. */
    private static final int LEAST = 4;

    private static final double WARMUP_NANOS = 15e9;
    private static final double ROUND_NANOS = 5e9;

    private static final double ALLOWED_SHARE = 0.03;
    private static final double ALLOWED_NANOS = 300_000;

    private final int rounds;
    private final int launches;
    private final String reference;

    private RuntimeComparison(int rounds, int launches, String reference) {
        this.rounds = rounds;
        this.launches = launches;
        this.reference = reference;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        RuntimeComparison comparison =
                new RuntimeComparison(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        arguments[2]);
        boolean above = false;
        try (Workplace place =
                Workplace.open(
                        StateDirectory.open(),
                        new Kernel(),
                        MonotonicClock.system(),
                        "c" + ProcessHandle.current().pid(),
                        Workplace.Sharing.CONCURRENT)) {
            List<String> keys = Arrays.asList(arguments).subList(3, arguments.length);
            BackendContext context = place.context();
            Registry registry = Registry.embedded();
            for (String key : keys.isEmpty() ? registry.defaultKeys(context.settings()) : keys) {
                try (Backend backend = registry.open(key, context)) {
                    above |= comparison.compare(backend, place);
                }
            }
        }
        System.exit(above ? 1 : 0);
    }

    /** Whether Tare is above what is allowed, beyond the noise. */
    private boolean compare(Backend backend, Workplace place)
            throws IOException, InterruptedException {
        Availability availability = backend.probe();
        if (!availability.available()) {
            System.out.println(backend.key() + ": not compared, " + availability);
            return false;
        }
        Optional<Commands> trial = Commands.of(backend, InstanceSpec.named("trial"));
        if (trial.isEmpty()) {
            System.out.println(backend.key() + ": not compared, no program is driven by pipes");
            return false;
        }
        trial.get().sweep();
        Process process =
                new ProcessBuilder(reference)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (Writer ask = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            Reference theirs = new Reference(backend, place.journal(), ask, answers);
            double spent = 0;
            double last = 0;
            for (int i = 0; i < WARMUP && (i < LEAST || spent < WARMUP_NANOS); i++) {
                last = own(backend, "w" + i) + theirs.launch("cw" + i);
                spent += last;
            }
            int few = (int) Math.min(launches, Math.max(LEAST, ROUND_NANOS / last));
            return compare(backend, theirs, few);
        } finally {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The C program, which answers a line of commands with nanoseconds. */
    private record Reference(Backend backend, Journal journal, Writer ask, BufferedReader answers) {

        /** Writes what the instance needs on disk, lets C launch it, takes away what is left. */
        double launch(String name) throws IOException {
            Commands commands = Commands.of(backend, InstanceSpec.named(name)).orElseThrow();
            Journal.Entry process =
                    journal.intend(new Resource.RunningProcess(commands.name(), 0, 0));
            Journal.Entry groups = journal.intend(new Resource.CgroupsNamed(commands.name()));
            try {
                ask.write(commands.line());
                ask.flush();
                double nanos = Double.parseDouble(answer());
                ask.write(commands.endLine());
                ask.flush();
                answer();
                return nanos;
            } finally {
                commands.sweep();
                process.done();
                groups.done();
            }
        }

        private String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("the reference ended early");
            }
            return line.strip();
        }
    }

    private boolean compare(Backend backend, Reference reference, int few) throws IOException {
        List<double[]> ownAll = new ArrayList<>();
        List<double[]> referenceAll = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double[] own = new double[few];
            double[] theirs = new double[few];
            for (int i = 0; i < few; i++) {
                boolean ownFirst = i % 4 == 0 || i % 4 == 3;
                if (ownFirst) {
                    own[i] = own(backend, "r" + round + "-" + i);
                }
                theirs[i] = reference.launch("cr" + round + "-" + i);
                if (!ownFirst) {
                    own[i] = own(backend, "r" + round + "-" + i);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s round %d: Tare %.1f us, C %.1f us, p50 of %d%n",
                    backend.key(),
                    round,
                    Quantiles.median(own) / 1e3,
                    Quantiles.median(theirs) / 1e3,
                    few);
            ownAll.add(own);
            referenceAll.add(theirs);
        }
        Weighing weighing =
                new Weighing(backend.key(), ownAll, referenceAll, ALLOWED_SHARE, ALLOWED_NANOS);
        System.out.println(weighing.describe());
        return weighing.above();
    }

    private static double own(Backend backend, String name) {
        try (Launch launch = backend.prepare(InstanceSpec.named(name));
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            return instance.stages().readyNanos() - instance.stages().startNanos();
        }
    }
}

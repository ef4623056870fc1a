package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tare.harness.backend.Capability;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.CommandedJvm;
import tare.harness.fork.DivergenceMain;
import tare.harness.host.Settling;
import tare.harness.linux.Kernel;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Warning;

/**
 * What forked guests cost while they write to the memory that they share: clones of one image, each
 * told to write to pages of a hot set at a given rate. Their clock stands still while memory is
 * read.
 */
public final class Divergence implements Experiment {

    /** Number of rounds. */
    public static final String ROUNDS = "divergence.rounds";

    /** Clones of one image. */
    public static final String CLONES = "divergence.clones";

    /** Pages that each clone writes to in a second, one hit twice counted twice. */
    public static final String RATE = "divergence.rate";

    /** MiB of the image that clones write to, a power of two. */
    public static final String HOT_MEBIBYTES = "divergence.hot-mib";

    /** How long clones write, in milliseconds. */
    public static final String MILLIS = "divergence.ms";

    /** How often memory is read after the beginning. */
    public static final String READINGS = "divergence.readings";

    /** Raised when the meaning of the cells changes. */
    public static final int METHOD = 1;

    public static final String NAME = "divergence";
    static final String WORKLOAD = "scatter";
    static final long PAGE_BYTES = 4096;
    static final long MILLI = 1_000_000L;
    private static final long STEP_NANOS = 3_000_000_000L;
    private static final long READING_NANOS = 150 * MILLI;

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Divergence(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(ROUNDS, CLONES, RATE, HOT_MEBIBYTES, MILLIS, READINGS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int method() {
        return METHOD;
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.of(Capability.DIVERGE);
    }

    @Override
    public int rounds(Plan plan) {
        return Parameters.integer(plan, ROUNDS);
    }

    @Override
    public long stepNanos(Plan plan, String backend) {
        // Backends that are not forked have nothing to do.
        return backend.contains("fork")
                ? STEP_NANOS
                        + Parameters.integer(plan, MILLIS) * MILLI
                        + Parameters.integer(plan, READINGS) * READING_NANOS
                : 0;
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(CellKey.of(NAME, backend, WORKLOAD, Metric.DIVERGENCE_CLONE));
    }

    /** Bytes of the image that clones write to. */
    static long hotBytes(Plan plan) {
        long mebibytes = Parameters.integer(plan, HOT_MEBIBYTES);
        if (Long.bitCount(mebibytes) != 1) {
            throw new UsageError(
                    "the hot set is no power of two",
                    HOT_MEBIBYTES,
                    "it is " + mebibytes + " MiB",
                    HOT_MEBIBYTES + "=64");
        }
        return mebibytes << 20;
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        CellKey principal = principalCells(context.plan(), step.backend()).get(0);
        if (!context.backend().capabilities().contains(Capability.DIVERGE)) {
            return missing(
                    principal,
                    new Outcome.Absent(
                            Outcome.Kind.SKIPPED,
                            "its instances share no image that they can be told to write to",
                            "tare run divergence --backend kvm-fork"));
        }
        Commanded commanded = Commanded.of(NAME, step, context, 0, 0);
        List<Warning> warnings = new ArrayList<>();
        try (MemoryReader reader =
                MemoryReader.open(
                        context.runId() + "-" + commanded.name(),
                        kernel,
                        context.journal(),
                        clock)) {
            if (reader.cgroupAbsence().isPresent()) {
                return missing(principal, reader.cgroupAbsence().get());
            }
            Files.createDirectories(commanded.log().getParent());
            List<Finding> findings;
            try (CommandedJvm jvm =
                    CommandedJvm.start(
                            DivergenceMain.class,
                            commanded.settings(),
                            commanded.settingsFile(),
                            commanded.log())) {
                reader.enclose(jvm.pid());
                jvm.awaitStarted();
                findings = diverge(step, context.plan(), jvm, reader, warnings);
            }
            Files.deleteIfExists(commanded.log());
            return new StepOutcome(findings, warnings);
        } catch (LaunchException e) {
            return missing(principal, commanded.failed(e));
        } catch (IOException e) {
            throw commanded.unkept(e);
        }
    }

    private static StepOutcome missing(CellKey key, Outcome.Absent why) {
        return new StepOutcome(List.of(new Finding.Missing(key, why)), List.of());
    }

    private static List<Finding> diverge(
            Step step, Plan plan, CommandedJvm jvm, MemoryReader reader, List<Warning> warnings) {
        int clones = Parameters.integer(plan, CLONES);
        int readings = Parameters.integer(plan, READINGS);
        long nanos = Parameters.integer(plan, MILLIS) * MILLI / readings;
        double before = read(step, reader, warnings);
        jvm.ask("image");
        double image = read(step, reader, warnings);
        long seed = plan.seed() * 31 + step.round();
        long hot = hotBytes(plan);
        long writable = Long.parseLong(jvm.ask("clone " + clones + " " + seed));
        if (hot > writable) {
            throw new LaunchException(
                    "hot set",
                    "the image has " + (writable >> 20) + " MiB to write to",
                    HOT_MEBIBYTES + "=" + (writable >> 20),
                    null);
        }
        DivergenceFindings findings =
                new DivergenceFindings(step, clones, Math.max(0, image - before));
        findings.reading(0, (read(step, reader, warnings) - image) / clones, own(jvm));
        for (int i = 1; i <= readings; i++) {
            jvm.ask(
                    String.format(
                            Locale.ROOT,
                            "write %d %d %d",
                            Parameters.integer(plan, RATE),
                            hot,
                            nanos));
            double each = (read(step, reader, warnings) - image) / clones;
            findings.reading(i * nanos, each, own(jvm));
        }
        return findings.all();
    }

    private static double own(CommandedJvm jvm) {
        return Double.parseDouble(jvm.ask("own"));
    }

    private static double read(Step step, MemoryReader reader, List<Warning> warnings) {
        MemoryReader.Reading reading = reader.settledReading(Settling.Criterion.MEMORY);
        reading.warning(step.backend() + ", clones").ifPresent(warnings::add);
        return reading.cgroupBytes().orElseThrow();
    }
}

package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Capability;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.storm.Played;
import tare.harness.storm.Rate;
import tare.harness.storm.StormSession;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.Step;

/**
 * Starts that come whether or not those before are done: what they take from when they were due, at
 * one rate after the other, and the highest rate that is kept up with. Instances live for a while
 * and are stopped, so that a steady state is measured. Several launchers work at once.
 */
public final class Storm implements Experiment {

    /** Number of rounds: each plays every rate of every backend. */
    public static final String ROUNDS = "storm.rounds";

    /** Starts per second, separated by commas; {@code auto} for shares of what launchers can do. */
    public static final String RATES = "storm.rates";

    /** Of {@code poisson}, {@code constant}, {@code burst}; the first is played at every rate. */
    public static final String ARRIVALS = "storm.arrivals";

    /**
     * What the 99 % quantile must stay under, in milliseconds; more where a start alone takes it.
     */
    public static final String SLA_MILLIS = "storm.sla-ms";

    /** From an instance's first act to its stop, in milliseconds. */
    public static final String LIFETIME_MILLIS = "storm.lifetime-ms";

    /** How long starts come at each rate, in milliseconds; longer for backends that take long. */
    public static final String RATE_MILLIS = "storm.rate-ms";

    /** The most instances at once; starts wait beyond. */
    public static final String MOST = "storm.max";

    /** How many start instances at once; {@code cores} for one on each CPU. */
    public static final String LAUNCHERS = "storm.launchers";

    /** Share of the host's memory that stays available, in percent. */
    public static final String FLOOR_PERCENT = "storm.memory-floor-percent";

    /**
     * Raised when the meaning of the cells changes: with 2 each launcher has a CPU to itself; with
     * 3 a rate is played for so long that a queue that grows shows, and counts for no more than was
     * asked for; with 4 a start that is due goes before instances that are over.
     */
    public static final int METHOD = 4;

    static final String NAME = "storm";

    /** As many launchers as there are CPUs. */
    public static final String CORES = "cores";

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final int WARMUP_LAUNCHES = 1_500;
    private static final long WARMUP_NANOS = 1_200_000_000L;
    private static final long PREPARE_NANOS = 200 * MILLI;

    /** Launches that a rate should have, and how long a step waits for them at the most. */
    private static final double FEWEST_LAUNCHES = 16;

    private static final long LONGEST_CLOSED_NANOS = 4 * SECOND;
    private static final long LONGEST_RATE_NANOS = 30 * SECOND;

    /** A rate beyond what is kept up with is late by a fourth of that before it is over. */
    private static final int SLAS = 4;

    /** No load has fewer, however long they take. */
    private static final double FEWEST_OF_ALL = 3;

    /**
     * A launch that takes longer, in nanoseconds, leaves a step time for a few loads only, and is
     * given longer than the usual SLA.
     */
    public static final long SLOW_NANOS = 60 * MILLI;

    private final int cores;
    private final MonotonicClock clock;

    /**
     * @param cores how many CPUs there are
     */
    public Storm(int cores, MonotonicClock clock) {
        this.cores = cores;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(
                ROUNDS,
                RATES,
                ARRIVALS,
                SLA_MILLIS,
                LIFETIME_MILLIS,
                RATE_MILLIS,
                MOST,
                LAUNCHERS,
                FLOOR_PERCENT);
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
        return EnumSet.noneOf(Capability.class);
    }

    @Override
    public int rounds(Plan plan) {
        return Parameters.integer(plan, ROUNDS);
    }

    @Override
    public long stepNanos(Plan plan, String backend) {
        long launch = StartTime.launchNanos(plan, backend);
        long around = lifetime(plan) * 2 + launch;
        double closed = launchers(plan) * (double) SECOND / launch;
        long rates =
                loads(plan, backend).stream()
                        .mapToLong(load -> around + rateNanos(plan, backend, load, closed))
                        .sum();
        return 2 * SECOND
                + launchers(plan) * StartTime.openingNanos(plan, backend)
                + Math.max(WARMUP_NANOS, launch)
                + around
                + closedNanos(plan, backend)
                + rates;
    }

    private int launchers(Plan plan) {
        return plan.parameters().getOrDefault(LAUNCHERS, CORES).equals(CORES)
                ? cores
                : Parameters.integer(plan, LAUNCHERS);
    }

    private static long lifetime(Plan plan) {
        return Parameters.integer(plan, LIFETIME_MILLIS) * MILLI;
    }

    private static List<StormLoad> loads(Plan plan, String backend) {
        return StormLoad.of(plan, backend, StartTime.launchNanos(plan, backend) > SLOW_NANOS);
    }

    private static long sla(Plan plan, String backend) {
        return Parameters.integer(plan, SLA_MILLIS, backend) * MILLI;
    }

    private static long usual(Plan plan) {
        return Parameters.integer(plan, RATE_MILLIS) * MILLI;
    }

    /** Long enough for some launches, unless that is too long. */
    private long closedNanos(Plan plan, String backend) {
        double wanted = FEWEST_LAUNCHES * StartTime.launchNanos(plan, backend) / launchers(plan);
        return Math.max(usual(plan), Math.min(LONGEST_CLOSED_NANOS, (long) wanted));
    }

    /** The same for a load, and long enough for a queue that grows to show. */
    private static long rateNanos(Plan plan, String backend, StormLoad load, double closed) {
        double gap = SECOND / load.perSecond(closed);
        double wanted = Math.max(FEWEST_LAUNCHES * gap, SLAS * (double) sla(plan, backend));
        double longest = Math.max(LONGEST_RATE_NANOS, FEWEST_OF_ALL * gap);
        return Math.max(usual(plan), (long) Math.min(longest, wanted));
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        CellKey key = CellKey.of(NAME, backend, StormFindings.WORKLOAD, Metric.STORM_LATENCY);
        return loads(plan, backend).stream().map(load -> load.on(key)).toList();
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        Plan plan = context.plan();
        long launch = StartTime.launchNanos(plan, step.backend());
        int warmup = (int) Math.max(1, Math.min(WARMUP_LAUNCHES, WARMUP_NANOS / launch));
        Commanded commanded = Commanded.of(NAME, step, context, warmup, WARMUP_NANOS);
        StormFindings findings = new StormFindings(step, sla(plan, step.backend()));
        try {
            Files.createDirectories(commanded.log().getParent());
            try (StormSession storm =
                    StormSession.start(
                            commanded.settings(),
                            commanded.log(),
                            launchers(plan),
                            !context.harnessCpus().isEmpty(),
                            clock)) {
                play(storm, step, plan, findings);
            }
            Files.deleteIfExists(commanded.log());
        } catch (LaunchException e) {
            findings.failed(principalCells(plan, step.backend()), commanded.failed(e));
        } catch (IOException e) {
            throw commanded.unkept(e);
        }
        return new StepOutcome(findings.all(), List.of());
    }

    private void play(StormSession storm, Step step, Plan plan, StormFindings findings) {
        String backend = step.backend();
        int most = Parameters.integer(plan, MOST);
        double prepared = storm.preparedPerSecond(PREPARE_NANOS);
        double closed = storm.closedPerSecond(closedNanos(plan, backend), lifetime(plan), most);
        if (closed <= 0) {
            throw new LaunchException(
                    "closed loop", "no launcher started anything in time", "tare doctor", null);
        }
        findings.tare(prepared, closed);
        List<StormLoad> loads = new ArrayList<>(loads(plan, backend));
        // What came before may still be cleared away by the kernel: no load is always first.
        Shuffle.inPlace(loads, plan.seed() * 31 + step.round());
        for (StormLoad load : loads) {
            long nanos = rateNanos(plan, backend, load, closed);
            Played played =
                    storm.play(
                            new Rate(
                                    load.arrivals(),
                                    load.perSecond(closed),
                                    nanos,
                                    plan.seed() + 1_000L * step.round() + load.word().hashCode(),
                                    lifetime(plan),
                                    most,
                                    Math.max(nanos, 2 * SECOND),
                                    Parameters.integer(plan, FLOOR_PERCENT) / 100.0));
            findings.played(load, load.perSecond(closed), played, prepared);
        }
        findings.sustained();
    }
}

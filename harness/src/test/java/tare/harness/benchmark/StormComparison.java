package tare.harness.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.run.Workplace;
import tare.harness.storm.Arrivals;
import tare.harness.storm.Played;
import tare.harness.storm.Rate;
import tare.harness.storm.StormSession;
import tare.results.statistics.Quantiles;

/**
 * The highest rate that Tare sustains, open loop, against the C reference's closed loop, in turns
 * in one run. Started by {@code harness/src/jmh/sh/compare-storms.sh}, which builds the reference:
 *
 * <pre>StormComparison ROUNDS MILLISECONDS LIFETIME_MS LAUNCHERS KEY REFERENCE [ARGUMENT…]</pre>
 *
 * <p>The reference answers each line on its input with its starts per second.
 */
public final class StormComparison {

    private static final double[] SHARES = {0.8, 0.84, 0.87, 0.9, 0.93, 0.96};
    private static final double WANTED = 0.85;
    private static final double SLA_NANOS = 50e6;
    private static final long MILLI = 1_000_000;
    private static final int MOST = 8_000;

    private final int rounds;
    private final long nanos;
    private final long lifetimeNanos;
    private final int launchers;
    private final String key;

    private StormComparison(String[] arguments) {
        rounds = Integer.parseInt(arguments[0]);
        nanos = Long.parseLong(arguments[1]) * MILLI;
        lifetimeNanos = Long.parseLong(arguments[2]) * MILLI;
        launchers = Integer.parseInt(arguments[3]);
        key = arguments[4];
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> command = Arrays.asList(arguments).subList(5, arguments.length);
        StormComparison comparison = new StormComparison(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        boolean below;
        try (Workplace place =
                        Workplace.open(
                                StateDirectory.open(),
                                new Kernel(),
                                MonotonicClock.system(),
                                "c" + ProcessHandle.current().pid(),
                                Workplace.Sharing.CONCURRENT);
                Writer ask = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                StormSession storm = comparison.session(place)) {
            below = comparison.compare(storm, ask, answers);
        }
        process.waitFor();
        if (below) {
            System.exit(1);
        }
    }

    private StormSession session(Workplace place) throws IOException {
        Path scratch = place.scratch();
        return StormSession.start(
                new ForkSettings(
                        place.runId(),
                        key,
                        new TreeMap<>(),
                        "storms",
                        place.directory(),
                        scratch,
                        scratch.resolve("storms.samples"),
                        0,
                        List.of(),
                        3_000,
                        3_000_000_000L,
                        "",
                        ""),
                scratch.resolve("storms.log"),
                launchers,
                true,
                MonotonicClock.system());
    }

    private boolean compare(StormSession storm, Writer ask, BufferedReader answers)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%s: %d launchers, lifetime %d ms; Tare itself prepares %.0f/s%n",
                key,
                launchers,
                lifetimeNanos / MILLI,
                storm.preparedPerSecond(nanos / 4));
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double before = reference(ask, answers);
            double closed = storm.closedPerSecond(nanos, lifetimeNanos, MOST);
            double after = reference(ask, answers);
            System.out.printf(
                    Locale.ROOT,
                    "%s round %d: C closed %.0f/s, Tare closed %.0f/s (%.0f %%)%n",
                    key,
                    round,
                    (before + after) / 2,
                    closed,
                    200 * closed / (before + after));
            ratios.add(sustained(storm, ask, answers, after, round));
        }
        double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        double median = Quantiles.median(all);
        System.out.printf(
                Locale.ROOT,
                "%s: sustained with p99 < 50 ms: %.1f %% of C's closed loop (rounds %.1f to %.1f),"
                        + " wanted %.0f: %s%n",
                key,
                100 * median,
                100 * Arrays.stream(all).min().orElseThrow(),
                100 * Arrays.stream(all).max().orElseThrow(),
                100 * WANTED,
                median >= WANTED ? "met" : "NOT MET");
        return median < WANTED;
    }

    /**
     * The largest share of the reference's rate that is sustained. The host's speed drifts within
     * seconds, so the reference is measured before and after each rate: the former says what rate
     * is asked for, both together what share it is.
     */
    private double sustained(
            StormSession storm, Writer ask, BufferedReader answers, double reference, int round)
            throws IOException {
        double best = 0;
        double before = reference;
        for (int i = 0; i < SHARES.length; i++) {
            Played played =
                    storm.play(
                            new Rate(
                                    Arrivals.POISSON,
                                    SHARES[i] * before,
                                    nanos,
                                    round * 100L + i,
                                    lifetimeNanos,
                                    MOST,
                                    2 * nanos,
                                    0.1));
            double after = reference(ask, answers);
            double share = 2 * played.offeredPerSecond() / (before + after);
            before = after;
            OptionalDouble p99 = played.latency(0.99);
            boolean met = p99.isPresent() && p99.getAsDouble() < SLA_NANOS;
            System.out.printf(
                    Locale.ROOT,
                    "  %3.0f %% of C's %.0f/s: %.0f/s started, p50 %.2f p99 %.2f ms, failed %d,"
                            + " idle %.0f %%, Tare's own code %.0f %%%s%n",
                    100 * share,
                    played.offeredPerSecond() / share,
                    played.startedPerSecond(),
                    played.latency(0.5).orElse(Double.NaN) / MILLI,
                    p99.orElse(Double.NaN) / MILLI,
                    played.failedStarts() + played.failedStops(),
                    100 * played.seen().idleShare(),
                    100 * played.seen().ownUserShare(),
                    played.why().isEmpty() ? "" : ", " + played.why());
            best = met ? Math.max(best, share) : best;
        }
        return best;
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
}

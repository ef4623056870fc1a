package tare.harness.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import tare.harness.host.Saturation;
import tare.harness.storm.Played;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;

/** What the rates of one step say. */
final class StormFindings {

    static final String WORKLOAD = "probe";

    private static final String REMEDY = "fewer starts a second, or a host with more to give";

    /** Samples that are kept of a rate at the most, evenly from all of them. */
    private static final int MOST_SAMPLES = 4_000;

    /** Of what Tare can issue a rate may take so much before Tare is part of the figure. */
    private static final double ISSUABLE = 0.9;

    /** Tare itself may be late by this part of the agreed time before it counts. */
    private static final double LATE = 0.1;

    private static final double P99 = 0.99;
    private static final long MILLI = 1_000_000L;

    private final Step step;
    private final long slaNanos;
    private final List<Finding> findings = new ArrayList<>();
    private double best;
    private boolean bestUnproven;

    /**
     * @param slaNanos what the 99 % quantile must stay under
     */
    StormFindings(Step step, long slaNanos) {
        this.step = step;
        this.slaNanos = slaNanos;
    }

    /** All findings so far. */
    List<Finding> all() {
        return List.copyOf(findings);
    }

    /** The step came to nothing. */
    void failed(List<CellKey> keys, Outcome.Absent why) {
        Set<CellKey> known = new java.util.HashSet<>();
        findings.forEach(finding -> known.add(finding.key()));
        keys.stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> findings.add(new Finding.Missing(key, why)));
    }

    /** What Tare can issue, and how fast its launchers are when the next start never waits. */
    void tare(double preparedPerSecond, double closedPerSecond) {
        found(key(Metric.STORM_ISSUED), preparedPerSecond);
        found(key(Metric.STORM_CLOSED), closedPerSecond);
    }

    /**
     * What became of one load.
     *
     * @param asked starts per second that were meant: chance may have made it more
     */
    void played(StormLoad load, double asked, Played played, double preparedPerSecond) {
        OptionalDouble lag = played.lag(P99);
        boolean late = lag.isPresent() && lag.getAsDouble() > LATE * slaNanos;
        boolean unproven = played.offeredPerSecond() > ISSUABLE * preparedPerSecond || late;
        CellKey latency = load.on(key(Metric.STORM_LATENCY));
        if (played.calledOff()) {
            absent(latency, Outcome.Kind.SKIPPED, "memory fell to the floor that is kept", REMEDY);
        } else if (played.latencies().length == 0) {
            String why = played.why().isEmpty() ? "no start was due" : played.why();
            Outcome.Kind kind = played.why().isEmpty() ? Outcome.Kind.SKIPPED : Outcome.Kind.FAILED;
            absent(latency, kind, why, "a longer --duration");
        } else {
            add(found(latency, unproven, thinned(played.latencies())));
        }
        add(found(load.on(key(Metric.STORM_OFFERED)), unproven, played.offeredPerSecond()));
        add(found(load.on(key(Metric.STORM_RATE)), unproven, played.startedPerSecond()));
        add(
                found(
                        load.on(key(Metric.STORM_FAILED)),
                        unproven,
                        (double) (played.failedStarts() + played.failedStops())));
        found(load.on(key(Metric.STORM_LEFT)), played.left());
        found(load.on(key(Metric.STORM_LIVE)), played.live());
        lag.ifPresent(nanos -> found(load.on(key(Metric.STORM_LAG)), nanos));
        host(load, played);
        OptionalDouble p99 = played.latency(P99);
        boolean met =
                !played.calledOff()
                        && played.left() == 0
                        && p99.isPresent()
                        && p99.getAsDouble() < slaNanos;
        double kept = Math.min(asked, played.offeredPerSecond());
        if (met && kept > best) {
            best = kept;
            bestUnproven = unproven;
        }
    }

    private void host(StormLoad load, Played played) {
        Saturation seen = played.seen();
        CellKey cpu = load.on(key(Metric.STORM_CPU));
        found(cpu.with("part", "user"), seen.userShare());
        found(cpu.with("part", "system"), seen.systemShare());
        found(cpu.with("part", "idle"), seen.idleShare());
        found(cpu.with("part", "tare"), seen.ownUserShare());
        found(load.on(key(Metric.STORM_RUNNABLE)), played.runnable());
        CellKey pressure = load.on(key(Metric.STORM_PRESSURE));
        seen.cpuPressure().ifPresent(share -> found(pressure.with("resource", "cpu"), share));
        seen.memoryPressure().ifPresent(share -> found(pressure.with("resource", "memory"), share));
        seen.ioPressure().ifPresent(share -> found(pressure.with("resource", "io"), share));
    }

    /** The highest of the rates that were kept up with; 0 if none was. */
    void sustained() {
        CellKey key = key(Metric.STORM_SUSTAINED).with("sla", slaNanos / MILLI + "ms");
        add(found(key, bestUnproven, best));
    }

    private void absent(CellKey key, Outcome.Kind kind, String why, String remedy) {
        findings.add(new Finding.Missing(key, new Outcome.Absent(kind, why, remedy)));
    }

    private void found(CellKey key, double value) {
        findings.add(found(key, false, value));
    }

    private void add(Finding finding) {
        findings.add(finding);
    }

    private Finding found(CellKey key, boolean unproven, double... values) {
        Finding.Found found =
                new Finding.Found(key, new Round(step.round(), step.order(), new Samples(values)));
        return unproven ? new Finding.Labelled(found, Label.UNPROVEN) : found;
    }

    private static double[] thinned(long[] values) {
        int every = (values.length + MOST_SAMPLES - 1) / MOST_SAMPLES;
        double[] all = Arrays.stream(values).asDoubleStream().toArray();
        double[] kept = new double[(all.length + every - 1) / every];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = all[i * every];
        }
        return kept;
    }

    private CellKey key(Metric metric) {
        return CellKey.of(Storm.NAME, step.backend(), WORKLOAD, metric);
    }
}

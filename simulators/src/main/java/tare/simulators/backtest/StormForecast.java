package tare.simulators.backtest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.Quantiles;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.queue.Arrivals;
import tare.simulators.queue.Draws;
import tare.simulators.queue.Sharing;
import tare.simulators.queue.Stretch;
import tare.simulators.storm.StartTimes;

/**
 * A storm's throughput and its latency, by starts that were measured one after the other: so many
 * launchers each start and stop, and share the cores by the CPU time that a launch takes.
 */
final class StormForecast {

    static final double RATE_AIM = 0.10;
    static final double TAIL_AIM = 0.20;

    private static final String BOOT = "boot";
    private static final String STORM = "storm";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int STARTS = 20_000;
    private static final int SIMULATIONS = 5;
    private static final double TAIL = 0.99;
    private static final double LEVEL = 0.95;

    /** A rate that is beyond what can be done has no latency but how long it was played. */
    private static final double KEPT_UP = 0.95;

    private final Readings small;
    private final Readings large;

    StormForecast(Readings small, Readings large) {
        this.small = small;
        this.large = large;
    }

    /** Both for a backend. */
    void of(String backend, List<Verdict> verdicts, List<String> unjudged) {
        Optional<Cell> closed = large.plain(STORM, backend, "storm.closed");
        Optional<StartTimes> starts = StartCalibration.of(small.result()).named(backend);
        if (closed.isEmpty()) {
            return;
        }
        if (starts.isEmpty()) {
            unjudged.add("storm of " + backend + ": the small result has no starts of it");
            return;
        }
        int cores = StartCalibration.cores(large.result());
        int launchers = launchers(cores);
        Estimate rate = rate(backend, starts.get(), cores, launchers);
        Cell cell = closed.get();
        verdicts.add(
                new Verdict(
                        "storm.closed",
                        backend,
                        cell.backendClass(),
                        cell.labels(),
                        cell.key().metric(),
                        rate,
                        Estimate.ofRounds(Readings.samples(cell), backend + "storm.closed"),
                        RATE_AIM));
        for (Cell latency : large.cells(backend, "storm.latency")) {
            tail(backend, latency, starts.get(), cores, launchers, verdicts);
        }
    }

    private int launchers(int cores) {
        String launchers =
                large.result().plan().parameters().getOrDefault("storm.launchers", "cores");
        return launchers.matches("[0-9]{1,4}") ? Integer.parseInt(launchers) : cores;
    }

    /** Starts a second: as many as launchers do, and no more than the cores have CPU time for. */
    private Estimate rate(String backend, StartTimes starts, int cores, int launchers) {
        double stop = small.median(BOOT, backend, "stage.stopped").orElse(0.0);
        Cell ready = small.plain(BOOT, backend, "stage.ready").orElseThrow();
        double[] rounds =
                Readings.rounds(ready).stream()
                        .mapToDouble(
                                round ->
                                        perSecond(
                                                Quantiles.median(round.samples().values()),
                                                stop,
                                                starts.cpuShare(),
                                                cores,
                                                launchers))
                        .toArray();
        return Estimate.ofRounds(rounds, backend + "rate");
    }

    private static double perSecond(
            double start, double stop, double cpuShare, int cores, int launchers) {
        double byLaunchers = launchers / (start + stop);
        double byCores = cores / (start * cpuShare);
        return NANOS_PER_SECOND * Math.min(byLaunchers, byCores);
    }

    /** The 99th percentile under one load, if the model says that it can be kept up with. */
    private void tail(
            String backend,
            Cell cell,
            StartTimes starts,
            int cores,
            int launchers,
            List<Verdict> verdicts) {
        CellKey key = cell.key();
        Optional<Double> offered = offered(backend, key);
        double[] measured = Readings.samples(cell);
        if (!"poisson".equals(key.parameters().get("arrivals"))
                || offered.isEmpty()
                || Quantiles.interval(measured, TAIL, LEVEL).isEmpty()) {
            return;
        }
        double stop = small.median(BOOT, backend, "stage.stopped").orElse(0.0);
        double median =
                Quantiles.median(starts.nanos().stream().mapToDouble(each -> each).toArray());
        double most = perSecond(median, stop, starts.cpuShare(), cores, launchers);
        if (offered.get() > KEPT_UP * most) {
            return;
        }
        double[] tails = new double[SIMULATIONS];
        long seed = BootstrapInterval.seed(key.toString());
        for (int i = 0; i < SIMULATIONS; i++) {
            tails[i] = simulated(starts, stop, offered.get(), cores, launchers, seed + i);
        }
        Arrays.sort(tails);
        Quantiles.OrderInterval interval = Quantiles.interval(measured, TAIL, LEVEL).orElseThrow();
        String load =
                key.parameters().getOrDefault("load", key.parameters().getOrDefault("rate", ""));
        verdicts.add(
                new Verdict(
                        "storm.latency p99 at " + load,
                        backend,
                        cell.backendClass(),
                        cell.labels(),
                        key.metric(),
                        new Estimate(tails[0], tails[SIMULATIONS / 2], tails[SIMULATIONS - 1]),
                        new Estimate(
                                interval.low(),
                                Quantiles.nearestRank(measured, TAIL),
                                interval.high()),
                        TAIL_AIM));
    }

    private Optional<Double> offered(String backend, CellKey like) {
        return large.cells(backend, "storm.offered").stream()
                .filter(cell -> cell.key().parameters().equals(like.parameters()))
                .map(cell -> Quantiles.median(Readings.samples(cell)))
                .findFirst();
    }

    /**
     * Starts come by chance and wait for a launcher; each takes as long as one that was measured,
     * and longer where all together need more CPU than there is. A launcher stops what it started.
     */
    private static double simulated(
            StartTimes starts, double stop, double perSecond, int cores, int launchers, long seed) {
        Draws draws = new Draws(seed);
        Arrivals jobs =
                Arrivals.poisson(
                        STARTS,
                        NANOS_PER_SECOND / perSecond,
                        each -> starts.draw(each) + stop,
                        draws);
        Stretch stretch = starts.stretch(cores);
        double[] ends = Sharing.ends(jobs, stretch, launchers);
        double[] latencies = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            latencies[i] = Math.max(0, ends[i] - jobs.at()[i] - stop);
        }
        return Quantiles.nearestRank(latencies, TAIL);
    }
}

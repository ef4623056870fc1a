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
import tare.simulators.queue.StartsFirst;

/**
 * A storm's throughput and its latency, by {@link StormCalibration}: starts come by chance, wait
 * for a launcher, and take as long as one that was measured at a low rate; taking away what was
 * started takes as long as the throughput that is foretold says, when no start is due.
 */
final class StormForecast {

    static final double RATE_AIM = 0.10;
    static final double TAIL_AIM = 0.20;

    private static final String STORM = "storm";
    private static final String CLOSED = "storm.closed";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int STARTS = 20_000;
    private static final int SIMULATIONS = 5;
    private static final double TAIL = 0.99;
    private static final double LEVEL = 0.95;

    /** The harness's method since which storms are as this model has them. */
    private static final int STARTS_FIRST = 4;

    /** What a launcher of the harness leaves to take away while starts are due: so many at most, */
    private static final int MOST_LEFT = 32;

    /** and work of so long. */
    private static final double MOST_OWED_NANOS = 25e6;

    /** Of an instance, where the plan says nothing else. */
    private static final double LIFETIME_MILLIS = 100;

    /** Above so much of what can be done, latency is how long it was played. */
    private static final double KEPT_UP = 0.95;

    /** Loads up to so much of the highest calibrate, where one result has them all. */
    private static final double LOW = 0.55;

    private final Readings small;
    private final Readings large;
    private final boolean one;

    StormForecast(Readings small, Readings large) {
        this.small = small;
        this.large = large;
        one = small.result().id().equals(large.result().id());
    }

    /** Both for a backend. */
    void of(String backend, List<Verdict> verdicts, List<String> unjudged) {
        Optional<Cell> closed = large.plain(STORM, backend, CLOSED);
        if (closed.isEmpty()) {
            return;
        }
        StormCalibration few = calibration(small, large, backend);
        double[] seen = few.closed();
        double[] rates = one || seen.length == 0 ? few.byBoot() : seen;
        if (rates.length > 0) {
            Verdict.add(
                    CLOSED,
                    closed.get(),
                    Estimate.ofRounds(rates, backend + "rate"),
                    Estimate.ofRounds(Readings.samples(closed.get()), backend + CLOSED),
                    RATE_AIM,
                    verdicts,
                    unjudged);
        } else {
            unjudged.add(
                    CLOSED
                            + " of "
                            + backend
                            + (seen.length > 0
                                    ? ": it is what calibrates here; a result with boot foretells it"
                                    : ": without boot in the first result nothing says how long a"
                                            + " stop takes"));
        }
        double[] most = rates.length > 0 ? rates : seen;
        if (most.length == 0 || few.starts().isEmpty()) {
            unjudged.add("storm of " + backend + ": the first result has no starts of it");
            return;
        }
        tails(backend, few, Quantiles.median(most), verdicts, unjudged);
    }

    /** What the first result says of storms of the second. */
    private StormCalibration calibration(Readings few, Readings many, String backend) {
        int cores = StartCalibration.cores(many.result());
        double highest = 0;
        for (Cell latency : many.poisson(backend)) {
            highest =
                    Math.max(
                            highest,
                            many.ofLoad(backend, "storm.offered", latency.key(), "").orElse(0));
        }
        double upTo = one ? LOW * highest : Double.POSITIVE_INFINITY;
        return new StormCalibration(few, backend, cores, launchers(cores), upTo);
    }

    private int launchers(int cores) {
        String launchers =
                large.result().plan().parameters().getOrDefault("storm.launchers", "cores");
        return launchers.matches("[0-9]{1,4}") ? Integer.parseInt(launchers) : cores;
    }

    /** The 99th percentiles under loads that the model says can be kept up with. */
    private void tails(
            String backend,
            StormCalibration few,
            double most,
            List<Verdict> verdicts,
            List<String> unjudged) {
        for (Cell cell : large.poisson(backend)) {
            double offered = large.ofLoad(backend, "storm.offered", cell.key(), "").orElse(0);
            double[] measured = Readings.samples(cell);
            if (offered <= 0 || (one && few.usedBy(cell))) {
                continue;
            }
            Optional<Quantiles.OrderInterval> interval = Quantiles.interval(measured, TAIL, LEVEL);
            String load = load(cell.key());
            String why =
                    cell.method() < STARTS_FIRST
                            ? "measured by a method with which stops went before starts"
                            : interval.isEmpty()
                                    ? "its " + measured.length + " starts give no interval"
                                    : offered > KEPT_UP * most
                                            ? "not to be kept up with, says the model"
                                            : "";
            if (!why.isEmpty()) {
                unjudged.add("storm.latency p99 at " + load + " of " + backend + ": " + why);
                continue;
            }
            Verdict.add(
                    "storm.latency p99 at " + load,
                    cell,
                    foretold(few.starts(), offered, most, cell.key()),
                    measured(cell, interval.orElseThrow()),
                    TAIL_AIM,
                    verdicts,
                    unjudged);
        }
    }

    private static String load(CellKey key) {
        String rate = key.parameters().get("rate");
        return rate == null ? key.parameters().getOrDefault("load", "") : rate + " a second";
    }

    /** Its interval holds every round's own quantile: rounds differ by more than their samples. */
    private static Estimate measured(Cell cell, Quantiles.OrderInterval interval) {
        double low = interval.low();
        double high = interval.high();
        for (var round : Readings.rounds(cell)) {
            double own = Quantiles.nearestRank(round.samples().values(), TAIL);
            low = Math.min(low, own);
            high = Math.max(high, own);
        }
        return new Estimate(low, Quantiles.nearestRank(Readings.samples(cell), TAIL), high);
    }

    private Estimate foretold(List<Double> starts, double offered, double most, CellKey key) {
        int launchers = launchers(StartCalibration.cores(large.result()));
        double mean = starts.stream().mapToDouble(each -> each).average().orElse(0);
        double held = NANOS_PER_SECOND * launchers / most;
        // So that the mean is what the throughput says: under load starts take less than alone, for
        // caches are warm and cores awake.
        double factor = Math.min(1, held / mean);
        double stop = Math.max(0, held - mean);
        double owed = stop > 0 ? Math.ceil(MOST_OWED_NANOS / stop) - 1 : MOST_LEFT;
        StartsFirst queue =
                new StartsFirst(launchers, lifetimeNanos(), stop, (int) Math.min(MOST_LEFT, owed));
        double[] tails = new double[SIMULATIONS];
        long seed = BootstrapInterval.seed(key.toString());
        for (int i = 0; i < SIMULATIONS; i++) {
            Arrivals jobs =
                    Arrivals.poisson(
                            STARTS,
                            NANOS_PER_SECOND / offered,
                            each -> factor * starts.get(each.below(starts.size())),
                            new Draws(seed + i));
            tails[i] = Quantiles.nearestRank(queue.latencies(jobs), TAIL);
        }
        Arrays.sort(tails);
        return new Estimate(tails[0], tails[SIMULATIONS / 2], tails[SIMULATIONS - 1]);
    }

    private double lifetimeNanos() {
        String millis = large.result().plan().parameters().getOrDefault("storm.lifetime-ms", "");
        return (millis.matches("[0-9]{1,9}") ? Double.parseDouble(millis) : LIFETIME_MILLIS) * 1e6;
    }
}

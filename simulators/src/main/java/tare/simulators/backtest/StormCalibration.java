package tare.simulators.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.Round;
import tare.results.statistics.Slope;

/**
 * What few starts say of a storm on the same host. Where the few hold a storm, it is the throughput
 * of its closed loop: the same launchers, with few instances alive. Else it is how long one start
 * and its stop hold a launcher, by {@code boot}, and what of the cores a start takes.
 *
 * <p>A launcher starts, waits until the guest acts, and stops, one after the other; so many of them
 * do it at once. They do no more than that, and no more than the cores have time for (the laws of
 * utilisation and of response time: Lazowska et al., "Quantitative System Performance", 1984,
 * chapter 5).
 */
final class StormCalibration {

    private static final String BOOT = "boot";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FEWEST_SAMPLES = 100;

    private final Readings few;
    private final String backend;
    private final int cores;
    private final int launchers;
    private final NavigableMap<Double, Load> loads = new TreeMap<>();

    /**
     * A storm at a low rate.
     *
     * @param latency the cell of its latencies
     * @param busy cores, mean; below 0 where nothing was read
     */
    private record Load(Cell latency, double busy) {}

    /**
     * @param upTo loads with no more starts a second are looked at
     */
    StormCalibration(Readings few, String backend, int cores, int launchers, double upTo) {
        this.few = few;
        this.backend = backend;
        this.cores = cores;
        this.launchers = launchers;
        for (Cell latency : few.poisson(backend)) {
            double offered = few.ofLoad(backend, "storm.offered", latency.key(), "").orElse(0);
            if (offered > 0 && offered <= upTo) {
                OptionalDouble idle = few.ofLoad(backend, "storm.cpu", latency.key(), "idle");
                loads.put(
                        offered,
                        new Load(
                                latency, idle.isPresent() ? cores * (1 - idle.getAsDouble()) : -1));
            }
        }
    }

    /** Whether a load of these parameters is one that was calibrated on. */
    boolean usedBy(Cell latency) {
        return loads.values().stream().anyMatch(load -> load.latency().key().equals(latency.key()));
    }

    /** Starts of low storms; of {@code boot}, where those are few; nanoseconds. */
    List<Double> starts() {
        List<Double> starts = new ArrayList<>();
        loads.values().forEach(load -> add(load.latency(), starts));
        if (starts.size() < FEWEST_SAMPLES) {
            boot("stage.ready").ifPresent(cell -> add(cell, starts));
        }
        return starts;
    }

    private static void add(Cell cell, List<Double> to) {
        Arrays.stream(Readings.samples(cell)).forEach(to::add);
    }

    private Optional<Cell> boot(String metric) {
        return few.plain(BOOT, backend, metric);
    }

    /**
     * Starts a second that launchers can do by {@code boot}, for each of its rounds.
     *
     * @return none if nothing says how long a start and a stop take
     */
    double[] byBoot() {
        Optional<Cell> ready = boot("stage.ready");
        Optional<Cell> stopped = boot("stage.stopped");
        if (ready.isEmpty() || stopped.isEmpty()) {
            return new double[0];
        }
        double most = byCores();
        double[] starts = means(ready.get());
        double[] stops = means(stopped.get());
        double[] rates = new double[Math.min(starts.length, stops.length)];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = Math.min(most, NANOS_PER_SECOND * launchers / (starts[i] + stops[i]));
        }
        return rates;
    }

    /** Of each round. A mean, since a launcher is held by the long ones too. */
    private static double[] means(Cell cell) {
        return Readings.rounds(cell).stream()
                .map(Round::samples)
                .mapToDouble(samples -> Arrays.stream(samples.values()).average().orElse(0))
                .toArray();
    }

    /**
     * Starts a second for which the cores have time. Two loads tell what is busy without any start
     * from what each adds; one load, or {@code boot}, gives the time of a start alone.
     */
    private double byCores() {
        List<Double> seen = new ArrayList<>();
        List<Double> taken = new ArrayList<>();
        loads.forEach(
                (rate, load) -> {
                    if (load.busy() > 0) {
                        seen.add(rate);
                        taken.add(load.busy());
                    }
                });
        double[] rates = seen.stream().mapToDouble(each -> each).toArray();
        double[] busy = taken.stream().mapToDouble(each -> each).toArray();
        if (rates.length >= 2) {
            Slope line = Slope.theilSen(rates, busy);
            double always = Math.max(0, line.intercept());
            if (line.slope() > 0 && always < cores) {
                return (cores - always) / line.slope();
            }
        }
        if (rates.length >= 1) {
            return cores * rates[rates.length - 1] / busy[rates.length - 1];
        }
        double cpu =
                few.median(BOOT, backend, "cpu.child").orElse(0.0)
                        + few.median(BOOT, backend, "cpu.tare").orElse(0.0);
        return cpu > 0 ? NANOS_PER_SECOND * cores / cpu : Double.POSITIVE_INFINITY;
    }

    /** What a closed loop did in the few, round by round; none if there was no storm. */
    double[] closed() {
        return few.plain("storm", backend, "storm.closed")
                .map(Readings::samples)
                .orElse(new double[0]);
    }
}

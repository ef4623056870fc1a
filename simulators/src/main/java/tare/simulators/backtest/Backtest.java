package tare.simulators.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tare.results.model.RunResult;
import tare.results.statistics.Quantiles;
import tare.simulators.catalogue.StartCalibration;

/**
 * How far off the models are on a host: what a small result says beforehand, against a large one of
 * the same host.
 *
 * @param verdicts quantity by quantity
 * @param unjudged what was measured and could not be foretold, with the reason
 * @param most instances of the small one that were looked at, none above; 0 where nobody said
 */
public record Backtest(List<Verdict> verdicts, List<String> unjudged, int most) {

    public Backtest {
        verdicts = List.copyOf(verdicts);
        unjudged = List.copyOf(unjudged);
    }

    /**
     * Foretells and compares.
     *
     * @param most look at so many instances of the small result and none above; 0 for all of them,
     *     or, where both are one result, half of each ladder and a fifth of each crowd
     */
    public static Backtest of(RunResult small, RunResult large, int most) {
        Readings few = new Readings(small);
        Readings many = new Readings(large);
        MemoryForecast memory = new MemoryForecast(few, many, most);
        StormForecast storm = new StormForecast(few, many);
        List<Verdict> verdicts = new ArrayList<>();
        List<String> unjudged = new ArrayList<>();
        NavigableSet<String> backends = few.backends();
        backends.retainAll(many.backends());
        for (String backend : backends) {
            memory.curves(backend, verdicts, unjudged);
            memory.density(backend, verdicts, unjudged);
            storm.of(backend, verdicts, unjudged);
        }
        return new Backtest(verdicts, unjudged, most);
    }

    /**
     * Starts a second that a closed loop will do, by a small result.
     *
     * @return empty if it says nothing of how long a start and a stop take
     */
    public static OptionalDouble startsPerSecond(RunResult small, String backend) {
        int cores = StartCalibration.cores(small);
        StormCalibration few =
                new StormCalibration(
                        new Readings(small), backend, cores, cores, Double.POSITIVE_INFINITY);
        double[] rates = few.closed().length > 0 ? few.closed() : few.byBoot();
        return rates.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Quantiles.median(rates));
    }

    /**
     * What one more instance takes of the host's available memory, in bytes, by a small result.
     *
     * @return empty if it says nothing of it, or nothing above 0
     */
    public static OptionalDouble instanceBytes(RunResult small, String backend) {
        Readings few = new Readings(small);
        return new MemoryForecast(few, few, Integer.MAX_VALUE)
                .line("density", backend, MemoryForecast.AVAILABLE)
                .map(MemoryLine::slope)
                .filter(slope -> slope > 0)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /**
     * What was available without instances, in bytes, in a small result.
     *
     * @return empty if nothing was read
     */
    public static OptionalDouble availableBytes(RunResult small, String backend) {
        return new Readings(small)
                .curve("density", backend, MemoryForecast.AVAILABLE).values().stream()
                        .flatMap(round -> Stream.ofNullable(round.get(0)))
                        .mapToDouble(bytes -> bytes)
                        .min();
    }
}

package tare.simulators.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import tare.results.model.RunResult;

/**
 * How far off the models are on a host: what a small result says beforehand, against a large one of
 * the same host.
 *
 * @param verdicts quantity by quantity
 * @param unjudged what was measured and could not be foretold, with the reason
 * @param most instances of the small one that were looked at, none above
 */
public record Backtest(List<Verdict> verdicts, List<String> unjudged, int most) {

    public Backtest {
        verdicts = List.copyOf(verdicts);
        unjudged = List.copyOf(unjudged);
    }

    /**
     * Foretells and compares.
     *
     * @param most look at so many instances of the small result and none above; 0 for half of what
     *     the large one has at the most
     */
    public static Backtest of(RunResult small, RunResult large, int most) {
        Readings few = new Readings(small);
        Readings many = new Readings(large);
        int upTo = most > 0 ? most : largest(many) / 2;
        MemoryForecast memory = new MemoryForecast(few, many, upTo);
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
        return new Backtest(verdicts, unjudged, upTo);
    }

    private static int largest(Readings readings) {
        int largest = 0;
        for (String backend : readings.backends()) {
            for (String metric : MemoryForecast.METRICS) {
                for (var round : readings.curve("footprint", backend, metric).values()) {
                    largest = Math.max(largest, round.lastKey());
                }
            }
        }
        return largest;
    }
}

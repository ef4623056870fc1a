package tare.results.file;

import java.util.Arrays;
import java.util.Collection;
import tare.results.model.Round;
import tare.results.model.Summary;
import tare.results.statistics.Quantiles;

/** What a cell says of its samples. */
public final class Summaries {

    private Summaries() {}

    /**
     * Order statistics over all samples of all rounds.
     *
     * @param rounds with at least one sample between them
     */
    public static Summary of(Collection<Round> rounds) {
        double[] samples =
                rounds.stream()
                        .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                        .toArray();
        Quantiles.Overview overview = Quantiles.overview(samples);
        return new Summary(
                overview.count(),
                overview.min(),
                overview.p50(),
                overview.p90(),
                overview.p99(),
                overview.p999(),
                overview.max(),
                overview.mean(),
                Quantiles.ESTIMATOR);
    }
}

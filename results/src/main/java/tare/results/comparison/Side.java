package tare.results.comparison;

import java.util.Arrays;
import java.util.List;
import tare.results.model.Round;
import tare.results.statistics.Quantiles;

/**
 * One side of a cell: its rounds' values of a quantile.
 *
 * @param rounds sorted by number
 * @param quantile the quantile that stands for a round, strictly between 0 and 1
 */
record Side(List<Round> rounds, double quantile) {

    /** The rounds that have samples. */
    static Side of(List<Round> rounds, double quantile) {
        return new Side(
                rounds.stream()
                        .filter(round -> round.samples().count() > 0)
                        .sorted((left, right) -> Integer.compare(left.round(), right.round()))
                        .toList(),
                quantile);
    }

    /** Only those rounds that the other side has too. */
    Side sharedWith(Side other) {
        List<Integer> numbers = other.rounds.stream().map(Round::round).toList();
        return new Side(
                rounds.stream().filter(round -> numbers.contains(round.round())).toList(),
                quantile);
    }

    /** The quantile of each round. */
    double[] perRound() {
        return rounds.stream()
                .mapToDouble(round -> Quantiles.of(round.samples().values(), quantile))
                .toArray();
    }

    /** All samples. */
    double[] all() {
        return rounds.stream()
                .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                .toArray();
    }

    int samples() {
        return rounds.stream().mapToInt(round -> round.samples().count()).sum();
    }

    /** The fewest samples of any round; 0 without rounds. */
    int fewestInARound() {
        return rounds.stream().mapToInt(round -> round.samples().count()).min().orElse(0);
    }

    boolean positive() {
        return Arrays.stream(perRound()).allMatch(value -> value > 0);
    }
}

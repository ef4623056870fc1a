package tare.reports.figure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import tare.reports.reading.Measure;

/**
 * The axis of rounds: each takes a unit of width, in rising order, and people count them from 1.
 * Places are given to the rounds that there are: the numbers of a foreign file may have any gaps.
 */
final class Rounds {

    private static final int MOST_LABELS = 20;

    private final List<Integer> numbers;

    Rounds(Collection<Integer> numbers) {
        this.numbers = List.copyOf(new TreeSet<>(numbers));
    }

    /** The left edge of a round. */
    int place(int number) {
        return numbers.indexOf(number);
    }

    Axis axis() {
        int every = (numbers.size() + MOST_LABELS - 1) / MOST_LABELS;
        List<Axis.Tick> ticks = new ArrayList<>();
        for (int place = 0; place < numbers.size(); place += every) {
            ticks.add(new Axis.Tick(place + 0.5, Long.toString(numbers.get(place) + 1L)));
        }
        return new Axis("round", Measure.COUNT, false, 0, numbers.size(), ticks);
    }
}

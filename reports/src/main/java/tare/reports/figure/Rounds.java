package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import tare.reports.reading.Measure;

/** The axis of rounds: people count them from 1, and each takes a unit of width. */
final class Rounds {

    private static final int MOST_LABELS = 20;

    private Rounds() {}

    static Axis axis(int rounds) {
        int every = (rounds + MOST_LABELS - 1) / MOST_LABELS;
        List<Axis.Tick> ticks = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean labelled = round % every == 0;
            ticks.add(new Axis.Tick(round + 0.5, labelled ? Integer.toString(round + 1) : ""));
        }
        return new Axis("round", Measure.COUNT, false, 0, rounds, ticks);
    }
}

package tare.harness.run;

import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.StartTime;

/**
 * How much is measured: a time budget, divided over cells. With the embedded backends quick takes
 * about two minutes, standard some fifteen, thorough an hour or two.
 */
public enum Profile {
    /** 10 rounds of 60 launches: enough for an interval on p99 (n of at least 299). */
    QUICK(10, 60, 30, 3),
    /** 30 rounds of 200 launches: enough for p99.9. */
    STANDARD(30, 200, 60, 6),
    /** 100 rounds of 500 launches. */
    THOROUGH(100, 500, 60, 12);

    private final int rounds;
    private final int launches;
    private final int calibrations;
    private final int footprintRounds;

    Profile(int rounds, int launches, int calibrations, int footprintRounds) {
        this.rounds = rounds;
        this.launches = launches;
        this.calibrations = calibrations;
        this.footprintRounds = footprintRounds;
    }

    /** The word on the command line and in plans. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Rounds of a plan that does not say otherwise. */
    public int rounds() {
        return rounds;
    }

    /** The experiments' settings for a number of rounds. */
    SortedMap<String, String> parameters(int chosenRounds) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(StartTime.LAUNCHES, Integer.toString(launches));
        parameters.put(StartTime.CALIBRATIONS, Integer.toString(calibrations));
        parameters.put(Footprint.ROUNDS, Integer.toString(Math.min(chosenRounds, footprintRounds)));
        parameters.put(Footprint.LADDER, "0,50,100,200");
        return parameters;
    }
}

package tare.simulators.consolidation;

import java.util.List;

/**
 * What a day came to.
 *
 * @param energyKwh of all hosts
 * @param migrations begun
 * @param slatah share of hosts' active time in which machines got less than they asked for
 * @param pdm share of all that machines asked for that they did not get while they moved
 * @param overall share of all that machines asked for that they did not get
 * @param shutdowns how often a host became idle; in CloudSim's edition one that is idle from the
 *     start counts too
 * @param moments one for each step
 */
public record DayOutcome(
        double energyKwh,
        int migrations,
        double slatah,
        double pdm,
        double overall,
        int shutdowns,
        List<Moment> moments) {

    public DayOutcome {
        moments = List.copyOf(moments);
    }

    /** Both kinds of violation, multiplied. */
    public double slav() {
        return slatah * pdm;
    }

    /** Energy in kWh times {@link #slav}. */
    public double esv() {
        return energyKwh * slav();
    }
}

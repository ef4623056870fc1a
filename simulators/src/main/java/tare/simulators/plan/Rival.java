package tare.simulators.plan;

import java.util.Optional;
import tare.simulators.sla.Sla;

/**
 * A technology that was not chosen.
 *
 * @param plan its best
 * @param margin how much dearer it is than the chosen one, 0.1 for 10 %; NaN if it cannot be had
 * @param low the least that the margin may be, over draws and intervals
 * @param high the most
 * @param misses the promise that it breaks; none where it is only dearer
 * @param why in words
 */
public record Rival(
        TechnologyPlan plan,
        double margin,
        double low,
        double high,
        Optional<Sla> misses,
        String why) {}

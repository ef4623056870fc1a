package tare.simulators.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tare.simulators.sla.Sla;

/**
 * The best of one technology, how strong it is left aside.
 *
 * @param best the cheapest choice that keeps all promises but that of isolation; none if no choice
 *     does
 * @param without for each promise the least cost if it alone were not given
 * @param nearest for each promise that is a figure the best that a choice reaches that keeps all
 *     others
 * @param alone for each promise that is a figure the best that any choice reaches
 * @param bound cost below which no choice can be
 * @param choices how many there are
 * @param judged how many of them were placed and judged one by one
 * @param whole whether every other one was excluded by a bound; else the search was cut short
 */
public record TechnologyPlan(
        Technology technology,
        Optional<Kept> best,
        Map<Sla, Double> without,
        Map<Sla, Double> nearest,
        Map<Sla, Double> alone,
        double bound,
        int choices,
        int judged,
        boolean whole) {

    public TechnologyPlan {
        without = Collections.unmodifiableMap(new LinkedHashMap<>(without));
        nearest = Collections.unmodifiableMap(new LinkedHashMap<>(nearest));
        alone = Collections.unmodifiableMap(new LinkedHashMap<>(alone));
    }
}

package tare.simulators.plan;

/**
 * A choice that keeps the promises in every draw of the services and at both ends of what the
 * isolation costs.
 *
 * @param figures for the first draw and the middle of the interval
 * @param cost for an hour, spares included; with it the least and the most of all draws and ends
 */
public record Kept(Figures figures, double cost, double low, double high) {}

package tare.simulators.consolidation;

/**
 * The estate at one step.
 *
 * @param seconds into the day
 * @param activeHosts that use any CPU
 * @param load CPU given to machines by that of the active hosts, 0 to 1; 0 where none is active
 */
public record Moment(double seconds, int activeHosts, double load) {}

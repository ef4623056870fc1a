package tare.simulators.trace;

/**
 * How much of its own CPU an instance used for a while.
 *
 * @param id the instance's name in the trace
 * @param startNanos when the while began, on the trace's own clock
 * @param durationNanos how long it was, above 0
 * @param share mean use over it as a share of what the instance asked for, 0 to 1
 */
public record UsageRow(String id, long startNanos, long durationNanos, double share) {}

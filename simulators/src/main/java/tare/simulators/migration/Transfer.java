package tare.simulators.migration;

/**
 * What a migration came to.
 *
 * @param rounds of copying while the machine ran
 * @param trafficBytes over the network, all rounds
 * @param totalSeconds from the first byte until the machine has all of its memory on the new host
 * @param downtimeSeconds in which it runs on neither
 * @param lostCpuSeconds of the machine's running time that throttling or waiting for pages cost
 * @param ended why the copying ended
 */
public record Transfer(
        int rounds,
        double trafficBytes,
        double totalSeconds,
        double downtimeSeconds,
        double lostCpuSeconds,
        Ended ended) {

    /** Why the copying of a running machine ended. */
    public enum Ended {
        /** What was left fits into the downtime that is allowed. */
        SMALL_ENOUGH,
        /** A round left no less than the one before. */
        NO_PROGRESS,
        /** The most rounds were done. */
        ROUNDS,
        /** More than three times the memory was sent. */
        TRAFFIC,
        /** The machine moved first, its memory after it. */
        MOVED_FIRST;

        /** Whether the machine was stopped although too much was left. */
        public boolean forced() {
            return this == NO_PROGRESS || this == ROUNDS || this == TRAFFIC;
        }
    }
}

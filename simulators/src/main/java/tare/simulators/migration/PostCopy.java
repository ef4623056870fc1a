package tare.simulators.migration;

import tare.simulators.migration.Transfer.Ended;

/**
 * Post-copy: the machine moves first, with the state of its devices; its memory follows in the
 * background, and a page that it touches before it is there is asked for. Each byte goes over the
 * network once.
 *
 * <p>Pages of the working set are touched evenly over a while, pages arrive evenly over the
 * copying, and neither knows of the other: of the pages touched at time t the share {@code 1 - t R
 * / M} is not there yet. Each of those costs a round trip and the page's own time.
 *
 * @param bytesPerSecond of the network, above 0
 * @param stateBytes of devices and registers
 * @param roundTripSeconds of the network
 * @param pageBytes above 0
 * @param resumeSeconds to start it on the new host
 */
public record PostCopy(
        double bytesPerSecond,
        double stateBytes,
        double roundTripSeconds,
        double pageBytes,
        double resumeSeconds) {

    public PostCopy {
        if (!(bytesPerSecond > 0)
                || !(stateBytes >= 0)
                || !(roundTripSeconds >= 0)
                || !(pageBytes > 0)
                || !(resumeSeconds >= 0)) {
            throw new IllegalArgumentException(bytesPerSecond + ", " + pageBytes);
        }
    }

    /**
     * Migrates a machine.
     *
     * @param touchedBytes its working set, read or written, at most its memory
     * @param touchSeconds over which it touches all of it once
     */
    public Transfer of(Guest guest, double touchedBytes, double touchSeconds) {
        double down = stateBytes / bytesPerSecond + resumeSeconds;
        double copying = guest.memoryBytes() / bytesPerSecond;
        return new Transfer(
                0,
                guest.memoryBytes() + stateBytes,
                down + copying,
                down,
                lost(touchedBytes, touchSeconds, copying, guest),
                Ended.MOVED_FIRST);
    }

    /**
     * What waiting for pages costs it, in seconds.
     *
     * @param copying how long its memory is on its way, in seconds
     */
    double lost(double touchedBytes, double touchSeconds, double copying, Guest guest) {
        double absent =
                touchSeconds <= copying
                        ? 1 - touchSeconds / (2 * copying)
                        : copying / (2 * touchSeconds);
        double faults = touchedBytes / pageBytes * absent;
        return faults * (roundTripSeconds + pageBytes * copying / guest.memoryBytes());
    }
}

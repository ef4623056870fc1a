package tare.simulators.migration;

import java.util.Optional;
import tare.simulators.migration.Transfer.Ended;

/**
 * Pre-copy: memory is sent while the machine runs, then what it dirtied meanwhile, again and again;
 * the machine is stopped for the last round. Round i of a machine that dirties at D bytes a second
 * sends {@code M (D/R)^i}, unless its writable working set is smaller.
 *
 * <p>With auto-converge, as in QEMU, a machine whose rounds shrink too little is slowed down: by 20
 * % first, by 10 % more each time, when a round twice leaves more than half of what it sent.
 *
 * @param bytesPerSecond of the network, above 0
 * @param smallEnoughBytes what may be left for the last round
 * @param downtimeSeconds likewise, by the time that it takes at the rate of the round before; the
 *     larger of both counts
 * @param mostRounds while the machine runs
 * @param resumeSeconds to start it on the new host
 * @param autoConverge whether it is slowed down
 */
public record PreCopy(
        double bytesPerSecond,
        double smallEnoughBytes,
        double downtimeSeconds,
        int mostRounds,
        double resumeSeconds,
        boolean autoConverge) {

    /** Downtime that QEMU allows unless told otherwise, in seconds. */
    public static final double QEMU_DOWNTIME = 0.3;

    public PreCopy {
        if (!(bytesPerSecond > 0)
                || !(smallEnoughBytes >= 0)
                || !(downtimeSeconds >= 0)
                || mostRounds < 1
                || !(resumeSeconds >= 0)) {
            throw new IllegalArgumentException(bytesPerSecond + ", " + smallEnoughBytes);
        }
    }

    /** As Xen does: 30 rounds, no slowing down. */
    public static PreCopy plain(double bytesPerSecond, double smallEnoughBytes) {
        return new PreCopy(bytesPerSecond, smallEnoughBytes, 0, 30, 0, false);
    }

    /** As QEMU does: what is left must fit into 300 ms; any number of rounds. */
    public static PreCopy qemu(double bytesPerSecond, boolean autoConverge) {
        return new PreCopy(
                bytesPerSecond, QEMU_DOWNTIME * bytesPerSecond, 0, 10_000, 0, autoConverge);
    }

    /** What may be left for the last round over a network that gives so much. */
    double smallEnough(double rate) {
        return Math.max(smallEnoughBytes, downtimeSeconds * rate);
    }

    /** Migrates a machine. */
    public Transfer of(Guest guest) {
        Copying copying = new Copying(guest, this);
        double seconds = 0;
        Optional<Ended> ended = Optional.empty();
        while (ended.isEmpty()) {
            double span = copying.left() / bytesPerSecond;
            seconds += span;
            ended = copying.sent(span);
        }
        double down = copying.left() / bytesPerSecond + resumeSeconds;
        return new Transfer(
                copying.rounds(),
                copying.traffic() + copying.left(),
                seconds + down,
                down,
                copying.lost(),
                ended.get());
    }
}

package tare.simulators.migration;

import org.jspecify.annotations.Nullable;
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
 * @param mostRounds while the machine runs
 * @param resumeSeconds to start it on the new host
 * @param autoConverge whether it is slowed down
 */
public record PreCopy(
        double bytesPerSecond,
        double smallEnoughBytes,
        int mostRounds,
        double resumeSeconds,
        boolean autoConverge) {

    /** Downtime that QEMU allows unless told otherwise, in seconds. */
    public static final double QEMU_DOWNTIME = 0.3;

    private static final double MOST_TRAFFIC = 3;
    private static final double FIRST_THROTTLE = 0.2;
    private static final double MORE_THROTTLE = 0.1;
    private static final double MOST_THROTTLE = 0.99;
    private static final double LITTLE_PROGRESS = 0.5;

    public PreCopy {
        if (!(bytesPerSecond > 0)
                || !(smallEnoughBytes >= 0)
                || mostRounds < 1
                || !(resumeSeconds >= 0)) {
            throw new IllegalArgumentException(bytesPerSecond + ", " + smallEnoughBytes);
        }
    }

    /** As Xen does: 30 rounds, no slowing down. */
    public static PreCopy plain(double bytesPerSecond, double smallEnoughBytes) {
        return new PreCopy(bytesPerSecond, smallEnoughBytes, 30, 0, false);
    }

    /** As QEMU does: what is left must fit into 300 ms; any number of rounds. */
    public static PreCopy qemu(double bytesPerSecond, boolean autoConverge) {
        return new PreCopy(bytesPerSecond, QEMU_DOWNTIME * bytesPerSecond, 10_000, 0, autoConverge);
    }

    /** Migrates a machine. */
    public Transfer of(Guest guest) {
        double left = guest.memoryBytes();
        double traffic = 0;
        double seconds = 0;
        double lost = 0;
        double throttle = 0;
        int slow = 0;
        int rounds = 0;
        while (true) {
            double sent = left;
            double span = sent / bytesPerSecond;
            traffic += sent;
            seconds += span;
            lost += throttle * span;
            rounds++;
            left = guest.dirtied(span, 1 - throttle);
            slow = left > LITTLE_PROGRESS * sent ? slow + 1 : 0;
            if (autoConverge && slow >= 2 && throttle < MOST_THROTTLE) {
                throttle =
                        throttle == 0
                                ? FIRST_THROTTLE
                                : Math.min(MOST_THROTTLE, throttle + MORE_THROTTLE);
                slow = 0;
            }
            @Nullable Ended ended = ended(guest, sent, left, traffic, rounds);
            if (ended != null) {
                double down = left / bytesPerSecond + resumeSeconds;
                return new Transfer(rounds, traffic + left, seconds + down, down, lost, ended);
            }
        }
    }

    private @Nullable Ended ended(
            Guest guest, double sent, double left, double traffic, int rounds) {
        if (left <= smallEnoughBytes) {
            return Ended.SMALL_ENOUGH;
        }
        if (rounds >= mostRounds) {
            return Ended.ROUNDS;
        }
        if (!autoConverge && left >= sent) {
            return Ended.NO_PROGRESS;
        }
        return !autoConverge && traffic > MOST_TRAFFIC * guest.memoryBytes() ? Ended.TRAFFIC : null;
    }
}

package tare.simulators.migration;

import java.util.Optional;
import tare.simulators.migration.Transfer.Ended;

/**
 * One pre-copy on its way: what to send next, and, when that has arrived, what was dirtied
 * meanwhile. How long a round takes is told from outside, so that the network may be shared.
 */
final class Copying {

    private static final double MOST_TRAFFIC = 3;
    private static final double FIRST_THROTTLE = 0.2;
    private static final double MORE_THROTTLE = 0.1;
    private static final double MOST_THROTTLE = 0.99;
    private static final double LITTLE_PROGRESS = 0.5;

    private final Guest guest;
    private final PreCopy rules;
    private double left;
    private double traffic;
    private double lost;
    private double throttle;
    private int slow;
    private int rounds;

    Copying(Guest guest, PreCopy rules) {
        this.guest = guest;
        this.rules = rules;
        left = guest.memoryBytes();
    }

    /**
     * What the next round sends; once the copying has ended, what goes while the machine stands.
     */
    double left() {
        return left;
    }

    /** What has been sent so far. */
    double traffic() {
        return traffic;
    }

    /** The machine's running time that slowing it down has cost. */
    double lost() {
        return lost;
    }

    /** Rounds so far. */
    int rounds() {
        return rounds;
    }

    /**
     * A round has been sent.
     *
     * @param seconds that it took, above 0
     * @return why no other one follows, if none does
     */
    Optional<Ended> sent(double seconds) {
        double sent = left;
        traffic += sent;
        lost += throttle * seconds;
        rounds++;
        left = guest.dirtied(seconds, 1 - throttle);
        slow = left > LITTLE_PROGRESS * sent ? slow + 1 : 0;
        if (rules.autoConverge() && slow >= 2 && throttle < MOST_THROTTLE) {
            throttle =
                    throttle == 0
                            ? FIRST_THROTTLE
                            : Math.min(MOST_THROTTLE, throttle + MORE_THROTTLE);
            slow = 0;
        }
        return ended(sent, rules.smallEnough(sent / seconds));
    }

    private Optional<Ended> ended(double sent, double smallEnough) {
        if (left <= smallEnough) {
            return Optional.of(Ended.SMALL_ENOUGH);
        }
        if (rounds >= rules.mostRounds()) {
            return Optional.of(Ended.ROUNDS);
        }
        if (!rules.autoConverge() && left >= sent) {
            return Optional.of(Ended.NO_PROGRESS);
        }
        return !rules.autoConverge() && traffic > MOST_TRAFFIC * guest.memoryBytes()
                ? Optional.of(Ended.TRAFFIC)
                : Optional.empty();
    }
}

package tare.results.gate;

import java.time.LocalDate;

/**
 * A loss that is accepted for a while.
 *
 * @param selector which cells may fail
 * @param reason why, not blank
 * @param expires the last day on which it holds
 */
public record Waiver(Selector selector, String reason, LocalDate expires) {

    public Waiver {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a waiver says why");
        }
    }

    /** Whether it no longer holds on a day. */
    public boolean expired(LocalDate today) {
        return today.isAfter(expires);
    }
}

package tare.results.gate;

import tare.results.failure.UsageError;

/**
 * A promise: a quantile that shall not be worse than this, whatever it was before.
 *
 * @param selector which cells
 * @param amount in the metric's unit; the most, or the least where higher is better
 */
public record Limit(Selector selector, double amount) {

    /**
     * Reads {@code start-p99=50ms}.
     *
     * @throws UsageError if it is no limit
     */
    public static Limit parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new UsageError(
                    "this is no limit",
                    text,
                    "a selector, '=' and an amount are needed",
                    "for example --limit start-p99=50ms");
        }
        Selector selector = Selector.parse(text.substring(0, equals));
        return new Limit(
                selector, Amount.parse(text.substring(equals + 1), selector.metric().unit()));
    }
}

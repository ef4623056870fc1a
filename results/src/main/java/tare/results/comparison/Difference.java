package tare.results.comparison;

/**
 * Something in which the circumstances of two results differ.
 *
 * @param name a host fact such as {@code kernel.release}, or {@code version.runc}
 * @param reference its value on the reference's side
 * @param other its value on the other side
 * @param effect what follows
 */
public record Difference(String name, String reference, String other, Effect effect) {

    /** What a difference means for the comparison. */
    public enum Effect {
        /** The results are not comparable. */
        BINDS("binds"),
        /** It is what is being compared. */
        SUBJECT("the subject"),
        /** It would bind, but was waived by name. */
        WAIVED("waived"),
        /** It is only told. */
        SHOWN("does not bind");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        /** As a table says it. */
        public String words() {
            return words;
        }
    }

    /** In one line. */
    public String sentence() {
        return name + " is " + reference + " against " + other + " (" + effect.words() + ")";
    }
}

package tare.harness.backend;

/** Whether a backend can run on this host. */
public sealed interface Availability {

    /**
     * It can.
     *
     * @param note what is worth knowing, for example the kind of KVM; may be empty
     */
    record Available(String note) implements Availability {

        /** The same with something more that is worth knowing. */
        public Available noting(String more) {
            return new Available(note.isEmpty() ? more : note + "; " + more);
        }
    }

    /**
     * It cannot.
     *
     * @param reason why, in one sentence
     * @param remedy the command that would mend it; may be empty where nothing would
     */
    record Unavailable(String reason, String remedy) implements Availability {}

    /** Whether this is {@link Available}. */
    default boolean available() {
        return this instanceof Available;
    }
}

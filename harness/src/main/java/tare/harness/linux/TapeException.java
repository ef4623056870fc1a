package tare.harness.linux;

/** A tape that stopped before its end. */
public final class TapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String step;
    private final String why;

    /**
     * @param step the step that failed, as it was named when the tape was prepared
     * @param why errno with its meaning, or what ended the child
     */
    public TapeException(String step, String why) {
        super(step + ": " + why);
        this.step = step;
        this.why = why;
    }

    public String step() {
        return step;
    }

    public String why() {
        return why;
    }
}

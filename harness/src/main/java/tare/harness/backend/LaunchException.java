package tare.harness.backend;

import org.jspecify.annotations.Nullable;

/**
 * A launch, or the end of an instance, that went wrong: it makes one cell fail, not the run.
 * Failures of the undoing are added as suppressed exceptions.
 */
public final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String step;
    private final String why;
    private final String remedy;

    /**
     * @param step which step of the launch, for example {@code mount /proc}
     * @param why errno by name, exit status, or what was waited for
     * @param remedy what the user can do; may be empty
     */
    public LaunchException(String step, String why, String remedy, @Nullable Throwable cause) {
        super(step + ": " + why, cause);
        this.step = step;
        this.why = why;
        this.remedy = remedy;
    }

    /** Closes the instance that has failed so; a failure of that is added. Returns itself. */
    public LaunchException closing(Instance failed) {
        try {
            failed.close();
        } catch (LaunchException more) {
            addSuppressed(more);
        }
        return this;
    }

    /** The same step's failure where the reason is another than it seemed. */
    public LaunchException because(String reason, String mending) {
        LaunchException told = new LaunchException(step, reason, mending, this);
        for (Throwable suppressed : getSuppressed()) {
            told.addSuppressed(suppressed);
        }
        return told;
    }

    /** Step and reason in one sentence. */
    public String summary() {
        return step + ": " + why;
    }

    public String step() {
        return step;
    }

    public String why() {
        return why;
    }

    public String remedy() {
        return remedy;
    }
}

package tare.results.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is told to the user. Failures of clean-up are added as suppressed exceptions.
 *
 * <p>Sealed, so that every failure has its exit code.
 */
public abstract sealed class TareException extends RuntimeException
        permits UsageError, InputError, OutputError, HostError, MeasurementError, Defect {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String where;
    private final String why;
    private final String remedy;

    TareException(String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what + (where.isEmpty() ? "" : " (" + where + ")") + ": " + why, cause);
        this.what = what;
        this.where = where;
        this.why = why;
        this.remedy = remedy;
    }

    /** What failed, without a full stop. */
    public String what() {
        return what;
    }

    /** The file, option, step or cell; may be empty. */
    public String where() {
        return where;
    }

    /** The cause: errno, exit status, the tool's own words. */
    public String why() {
        return why;
    }

    /** What the user can do, a command where there is one; may be empty. */
    public String remedy() {
        return remedy;
    }

    /** The exit code that this failure leads to. */
    public abstract ExitCode exitCode();
}

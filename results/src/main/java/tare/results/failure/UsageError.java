package tare.results.failure;

import org.jspecify.annotations.Nullable;

/** A wrong option, argument or plan. */
public final class UsageError extends TareException {

    private static final long serialVersionUID = 1L;

    public UsageError(String what, String where, String why, String remedy) {
        super(what, where, why, remedy, null);
    }

    public UsageError(
            String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what, where, why, remedy, cause);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.USAGE;
    }
}

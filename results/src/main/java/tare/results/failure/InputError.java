package tare.results.failure;

import org.jspecify.annotations.Nullable;

/** A file that is missing, truncated, foreign, or of a newer major version. */
public final class InputError extends TareException {

    private static final long serialVersionUID = 1L;

    public InputError(String what, String where, String why, String remedy) {
        super(what, where, why, remedy, null);
    }

    public InputError(
            String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what, where, why, remedy, cause);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.INPUT;
    }
}

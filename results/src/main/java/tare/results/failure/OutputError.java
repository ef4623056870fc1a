package tare.results.failure;

import org.jspecify.annotations.Nullable;

/** Something could not be written, or could not be removed. */
public final class OutputError extends TareException {

    private static final long serialVersionUID = 1L;

    public OutputError(String what, String where, String why, String remedy) {
        super(what, where, why, remedy, null);
    }

    public OutputError(
            String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what, where, why, remedy, cause);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.OUTPUT;
    }
}

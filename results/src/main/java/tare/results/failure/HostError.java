package tare.results.failure;

import org.jspecify.annotations.Nullable;

/** The host lacks what was required, or another run holds it. */
public final class HostError extends TareException {

    private static final long serialVersionUID = 1L;

    public HostError(String what, String where, String why, String remedy) {
        super(what, where, why, remedy, null);
    }

    public HostError(
            String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what, where, why, remedy, cause);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.HOST;
    }
}

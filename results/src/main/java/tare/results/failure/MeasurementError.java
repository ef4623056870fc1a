package tare.results.failure;

import org.jspecify.annotations.Nullable;

/** Something was tried and nothing could be measured. */
public final class MeasurementError extends TareException {

    private static final long serialVersionUID = 1L;

    public MeasurementError(String what, String where, String why, String remedy) {
        super(what, where, why, remedy, null);
    }

    public MeasurementError(
            String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what, where, why, remedy, cause);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.HOST;
    }
}

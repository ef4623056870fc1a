package tare.results.failure;

import org.jspecify.annotations.Nullable;

/** A bug in Tare. */
public final class Defect extends TareException {

    private static final long serialVersionUID = 1L;

    public Defect(String what, String where, String why, String remedy) {
        super(what, where, why, remedy, null);
    }

    public Defect(String what, String where, String why, String remedy, @Nullable Throwable cause) {
        super(what, where, why, remedy, cause);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.DEFECT;
    }
}

package tare.results.failure;

/** Exit codes of the command line, in the order in which the worst wins. */
public enum ExitCode {
    DONE(0),
    /** Done, but at least one cell failed. */
    CELL_FAILED(8),
    /** The gate could not decide. */
    INCONCLUSIVE(3),
    /** The gate found a regression. */
    REGRESSION(1),
    /** The two sides cannot be compared. */
    INCOMPARABLE(4),
    HOST(7),
    OUTPUT(6),
    INPUT(5),
    USAGE(2),
    DEFECT(70),
    INTERRUPTED(130),
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }

    /** The worse of two. */
    public ExitCode worse(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

package tare.simulators.trace;

/**
 * How often something was read on in spite of.
 *
 * @param count at least 1
 * @param first where it was first
 */
public record Remark(RemarkKind kind, long count, String first) {

    /** For a list of warnings, for example {@code 3 times, first in a.csv, line 4: ...}. */
    public String text() {
        return (count == 1 ? "once, in " : count + " times, first in ")
                + first
                + ": "
                + kind.sentence();
    }
}

package tare.simulators.trace;

/** What may be read on in spite of, counted. */
public enum RemarkKind {
    USAGE_ABOVE_FULL("usage above all of the instance's CPU was taken as all of it"),
    USAGE_BELOW_ZERO("usage below zero was left out"),
    USAGE_ABSENT("a sample without a value was left out"),
    USAGE_GAP("samples are missing between two that are there"),
    USAGE_OUT_OF_ORDER("a sample earlier than the one before it was left out"),
    SERIES_SHORT("a series is shorter than the trace's day"),
    ARRIVALS_OUT_OF_ORDER("an instance arrives before the one above it; they are sorted"),
    NEVER_PLACED("an instance that was never placed, by the trace, is read all the same"),
    LIFETIME_NEGATIVE("an instance that departs before it arrives was left out"),
    OPEN_BUCKET("a size given as 'more than' was taken as that number"),
    SECONDS_FOR_MILLISECONDS("times are in seconds where the header says milliseconds"),
    MEMORY_UNIT_UNSETTLED("memory was left out: sources differ about its unit"),
    MEMORY_UNIT_DOUBTFUL("memory per core is out of all proportion: is its unit right?"),
    MACHINE_LACKS_TYPE("an instance whose type does not exist for the machine was left out");

    private final String sentence;

    RemarkKind(String sentence) {
        this.sentence = sentence;
    }

    /** What it means, without a full stop. */
    public String sentence() {
        return sentence;
    }
}

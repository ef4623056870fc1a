package tare.reports.reading;

/** An interval of confidence, in the base unit of its measure. */
public record Interval(double low, double high) {

    /** Both ends, for tables: {@code 0.690 to 0.713 ms}, with two units where they differ. */
    public String text(Measure measure) {
        String to = measure.text(high);
        return withoutUnit(measure.text(low), to) + " to " + to;
    }

    /** A value and both ends: {@code 0.702 ms (0.690 to 0.713)}. */
    public String around(double value, Measure measure) {
        String centre = measure.text(value);
        String from = withoutUnit(measure.text(low), centre);
        String to = withoutUnit(measure.text(high), centre);
        // Either both ends share the value's unit, or each names its own.
        boolean bare =
                !to.contains(Measure.NO_BREAK_SPACE) && !from.contains(Measure.NO_BREAK_SPACE);
        return centre + " (" + (bare ? from + " to " + to : text(measure)) + ")";
    }

    /** A text without its unit if the other has the same. */
    private static String withoutUnit(String text, String other) {
        int unit = other.indexOf(Measure.NO_BREAK_SPACE);
        return unit >= 0 && text.endsWith(other.substring(unit))
                ? text.substring(0, text.length() - (other.length() - unit))
                : text;
    }
}

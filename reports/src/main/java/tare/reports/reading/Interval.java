package tare.reports.reading;

/** An interval of confidence, in the base unit of its measure. */
public record Interval(double low, double high) {

    /** Both ends, for tables: {@code 0.690 ms to 0.713 ms}. */
    public String text(Measure measure) {
        return measure.text(low) + " to " + measure.text(high);
    }
}

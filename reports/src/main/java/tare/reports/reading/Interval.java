package tare.reports.reading;

/** An interval of confidence, in the base unit of its measure. */
public record Interval(double low, double high) {

    /** Both ends, for tables: {@code 0.690 to 0.713 ms}, with two units where they differ. */
    public String text(Measure measure) {
        String from = measure.text(low);
        String to = measure.text(high);
        int unit = to.indexOf(Measure.NO_BREAK_SPACE);
        boolean shared = unit >= 0 && from.endsWith(to.substring(unit));
        String start = shared ? from.substring(0, from.length() - (to.length() - unit)) : from;
        return start + " to " + to;
    }
}

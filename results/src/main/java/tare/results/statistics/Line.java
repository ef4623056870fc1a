package tare.results.statistics;

/**
 * A fitted straight line, with an interval of its slope.
 *
 * @param low lower end of the slope's 95 % interval; equal to the slope where too few points allow
 *     none
 * @param high upper end of it
 */
public record Line(double slope, double intercept, double low, double high) {

    /** Height over x. */
    public double at(double x) {
        return intercept + slope * x;
    }
}

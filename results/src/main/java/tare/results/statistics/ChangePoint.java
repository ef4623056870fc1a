package tare.results.statistics;

/**
 * Where a series changed.
 *
 * @param index of the first value of the new level, from 0
 * @param before mean from the change before it, or the start
 * @param after mean up to the next change, or the end
 * @param p how likely so large a change is by chance, by the test of the method that found it
 */
public record ChangePoint(int index, double before, double after, double p) {

    /** The change as a share of the level before: 0.1 stands for 10 % more. */
    public double share() {
        return (after - before) / Math.abs(before);
    }
}

package tare.results.model;

/**
 * One round's samples of a cell. {@code samples[i]} of all stage cells of a round come from the
 * same launch.
 *
 * @param round number of the round, from 0
 * @param order place of this cell's backend within the round, from 0
 * @param samples the raw samples, in launch order
 */
public record Round(int round, int order, Samples samples) {

    public Round {
        if (round < 0 || order < 0) {
            throw new IllegalArgumentException("round and order are at least 0");
        }
    }
}

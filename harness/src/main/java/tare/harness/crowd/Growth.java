package tare.harness.crowd;

import java.util.List;

/**
 * How a crowd grew.
 *
 * @param alive how many instances there were at the end
 * @param starts of all helpers, by t0: the i-th made the crowd i + 1 strong
 * @param limit what ended it
 * @param reason in a sentence: the step that failed and its errno, or the figure that was met
 * @param remedy what can be changed
 * @param lost instances that went with a helper that died
 */
public record Growth(
        int alive, List<Batch.Start> starts, Limit limit, String reason, String remedy, int lost) {

    public Growth {
        starts = List.copyOf(starts);
    }
}

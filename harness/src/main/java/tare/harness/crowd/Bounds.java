package tare.harness.crowd;

import java.util.OptionalLong;

/**
 * How far a crowd may grow.
 *
 * @param most how many instances
 * @param floorBytes what is to stay available, as MemAvailable counts it
 * @param slaNanos what the 99 % quantile of the last {@link #WINDOW} starts must not exceed
 * @param nanos for how long it may grow
 * @param launchers how many processes start instances at the same time
 * @param helpers how many processes may hold instances
 * @param every so many instances the caller is told
 */
public record Bounds(
        int most,
        long floorBytes,
        OptionalLong slaNanos,
        long nanos,
        int launchers,
        int helpers,
        int every) {

    /** Starts that a promise is held against. */
    public static final int WINDOW = 100;

    public Bounds {
        if (most < 1 || launchers < 1 || helpers < launchers || every < 1 || floorBytes < 0) {
            throw new IllegalArgumentException("a crowd of nobody, or held by nobody");
        }
    }
}

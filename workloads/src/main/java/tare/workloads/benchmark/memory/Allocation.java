package tare.workloads.benchmark.memory;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Makes garbage, and keeps a little.
 *
 * <p>One operation: an array of 16 to 992 bytes (504 on average, in turn) is allocated; every 64th
 * takes the place of an older one among 8,192, which is some 4 MiB alive. Collections are part of
 * it: about one in every 500,000 operations with 256 MiB of young generation.
 *
 * <p>Stresses what a JVM does most: bandwidth of fresh memory, the collector, page faults where the
 * heap is touched for the first time, and the work of the instance's kernel for both.
 *
 * <p>Mirrors no published figure; stands for programs that are not loops over arrays.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Allocation {

    static final int KEPT = 8192;
    static final int KEEP_EVERY = 64;

    /** Number of lengths in turn, and what one is longer than the one before. */
    private static final int LENGTHS = 62;

    private static final int STEP = 16;
    private static final int SHORTEST = 16;

    private final byte[][] kept = new byte[KEPT][];
    private int operations;

    /** The measured path. */
    @Benchmark
    public byte[] allocate() {
        int operation = operations++ & Integer.MAX_VALUE;
        byte[] fresh = new byte[length(operation)];
        if (operation % KEEP_EVERY == 0) {
            kept[operation / KEEP_EVERY % KEPT] = fresh;
        }
        return fresh;
    }

    static int length(int operation) {
        return SHORTEST + operation % LENGTHS * STEP;
    }

    /** How many are alive. */
    int alive() {
        int alive = 0;
        for (byte[] one : kept) {
            alive += one == null ? 0 : 1;
        }
        return alive;
    }
}

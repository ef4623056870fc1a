package tare.workloads.benchmark.memory;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.benchmark.instance.Size;

/**
 * Loads each of which says where the next is.
 *
 * <p>One operation: one load, whose address is what the load before it gave, on a cycle that visits
 * every cache line (64 bytes) of {@code size} bytes once, in random order.
 *
 * <p>Stresses latency: of the cache that just holds {@code size}, of memory beyond, and of address
 * translation. Pages of 4 KiB miss the TLB nearly every time from some MiB on, and a guest with
 * nested paging then walks two tables; with {@code pages=huge} far fewer walks are left, so that
 * the difference between both is what translation costs. {@code pages=default} are those that the
 * instance's kernel gives unasked, which are huge where it gives them always.
 *
 * <p>Mirrors RandomAccess in the IBM report of 2014 (RC25482), and lmbench's {@code lat_mem_rd}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PointerChase {

    /**
     * Loads of one call: the call itself is then less than a hundredth, also in the first cache.
     */
    static final int LOADS = 1024;

    private static final int LINE_INTS = 64 / Integer.BYTES;
    private static final long SEED = 7;

    /** Bytes that are visited. */
    @Param({"16KiB", "256KiB", "4MiB", "64MiB", "256MiB"})
    public String size = "";

    /** {@code default}, or {@code huge}: then the heap must ask for huge pages, and get them. */
    @Param({"default", "huge"})
    public String pages = "";

    private int[] lines = {};
    private int position;

    /** Lays the cycle, and looks whether the pages are huge where they shall be. */
    @Setup
    public void lay() {
        int bytes = Size.bytes(size);
        try {
            lines = cycle(bytes / (LINE_INTS * Integer.BYTES));
        } catch (OutOfMemoryError e) {
            throw Lack.of(Requirement.MEMORY, "an array of " + size, e).exception();
        }
        if (pages.equals("huge")) {
            HugePages.demand(bytes);
        }
    }

    /** The measured path. */
    @Benchmark
    @OperationsPerInvocation(LOADS)
    public int chase() {
        position = walk(lines, position, LOADS);
        return position;
    }

    /** Where one is after so many loads from a position. */
    static int walk(int[] lines, int position, int loads) {
        int at = position;
        for (int i = 0; i < loads; i++) {
            at = lines[at];
        }
        return at;
    }

    /**
     * An array whose first element of each line is the index of the next line's first element.
     *
     * @param count of lines
     */
    static int[] cycle(int count) {
        int[] lines = new int[count * LINE_INTS];
        for (int line = 0; line < count; line++) {
            lines[line * LINE_INTS] = line * LINE_INTS;
        }
        // Sattolo's way of shuffling: what comes out is always one cycle through all.
        SplittableRandom random = new SplittableRandom(SEED);
        for (int line = count - 1; line > 0; line--) {
            int other = random.nextInt(line);
            int kept = lines[line * LINE_INTS];
            lines[line * LINE_INTS] = lines[other * LINE_INTS];
            lines[other * LINE_INTS] = kept;
        }
        return lines;
    }
}

package tare.workloads.benchmark.memory;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.benchmark.instance.Size;

/**
 * STREAM's triad: {@code a[i] = b[i] + q * c[i]} over doubles.
 *
 * <p>One operation: one pass over the three arrays, each of {@code array} bytes. By STREAM's
 * counting, which leaves out that a line is read before it is written, an operation moves three
 * times {@code array} bytes: 96 MiB at 32MiB, 768 MiB at 256MiB.
 *
 * <p>Stresses the bandwidth from memory to one core, with the prefetchers ahead: page tables are
 * walked rarely, so that nested paging shows little. Where the last cache holds all three arrays
 * (shared caches of some servers do) it is the cache's bandwidth; the larger size is for them.
 *
 * <p>Mirrors STREAM in the IBM report of 2014 (RC25482), where bare Linux, Docker and KVM hardly
 * differ; theirs used all cores of a socket.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamTriad {

    static final double FACTOR = 3.0;

    /** Bytes of each of the three arrays. */
    @Param({"32MiB", "256MiB"})
    public String array = "";

    private double[] a = {};
    private double[] b = {};
    private double[] c = {};

    /** Fills the arrays. */
    @Setup
    public void fill() {
        int elements = Size.bytes(array) / Double.BYTES;
        try {
            a = new double[elements];
            b = new double[elements];
            c = new double[elements];
        } catch (OutOfMemoryError e) {
            throw Lack.of(Requirement.MEMORY, "three arrays of " + array, e).exception();
        }
        Arrays.fill(a, 0);
        Arrays.fill(b, 2);
        Arrays.fill(c, 0.5);
    }

    /** The measured path. */
    @Benchmark
    public double[] triad() {
        double[] to = a;
        double[] left = b;
        double[] right = c;
        for (int i = 0; i < to.length; i++) {
            to[i] = left[i] + FACTOR * right[i];
        }
        return to;
    }
}

package tare.workloads.benchmark.system;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Reads the clock.
 *
 * <p>One operation: {@link System#nanoTime}, which is {@code clock_gettime(CLOCK_MONOTONIC)}.
 *
 * <p>Stresses the vDSO: some 20 ns where the kernel inside lets programs read its clock source
 * themselves, and a system call, or an exit to the hypervisor, where it does not.
 *
 * <p>Mirrors gVisor's {@code clock_gettime} benchmark; the figure that programs with many time
 * stamps feel.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockGettime {

    /** The measured path. */
    @Benchmark
    public long read() {
        return System.nanoTime();
    }
}

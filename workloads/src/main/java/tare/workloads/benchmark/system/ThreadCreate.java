package tare.workloads.benchmark.system;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/**
 * Makes a thread and waits for its end.
 *
 * <p>One operation: a platform thread is started, does nothing, and is joined: its stack is mapped
 * or taken from the C library's store, {@code clone}, two wake-ups.
 *
 * <p>Stresses the scheduler, futexes and the making of tasks, which containers count and a kernel
 * in user space does by itself.
 *
 * <p>Mirrors lmbench's {@code lat_proc} in intent, with a thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ThreadCreate {

    /** The measured path. */
    @Benchmark
    public Thread startAndJoin() {
        Thread thread = new Thread(() -> {});
        try {
            thread.start();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a thread ended");
        } catch (OutOfMemoryError e) {
            throw Lack.of(Requirement.TASKS, "one more thread", e).exception();
        }
        return thread;
    }
}

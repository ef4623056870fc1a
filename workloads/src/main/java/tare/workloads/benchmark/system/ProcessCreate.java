package tare.workloads.benchmark.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Place;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.benchmark.instance.Scratch;
import tare.workloads.probe.Probe;

/**
 * Makes a process and waits for its end.
 *
 * <p>One operation: {@link ProcessBuilder#start} of the probe, a static program of a few hundred
 * bytes without a library, and waiting for it. It reads from {@code /dev/null}, so it finds the end
 * of its input at once, having written one byte to {@code /dev/null}, and ends with status 0. Java
 * starts a program through its own {@code jspawnhelper}, so that an operation is {@code vfork}, two
 * {@code execve}, the dynamic loading of that one, and a thread of Java's that waits.
 *
 * <p>Stresses making and ending of processes, executing of files, and the mapping of new address
 * spaces. The file lies in the instance's own root.
 *
 * <p>Mirrors lmbench's {@code lat_proc exec}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProcessCreate {

    private static final File NOTHING = new File("/dev/null");

    private @Nullable Scratch scratch;
    private ProcessBuilder program = new ProcessBuilder();

    /** Writes the program, and tries it once. */
    @Setup
    public void write() {
        byte[] bytes;
        try {
            bytes = Probe.bytesForThisMachine();
        } catch (IllegalArgumentException e) {
            throw Lack.of(Requirement.EXECUTION, "the probe", e).exception();
        }
        Scratch made = Scratch.in(Place.ROOT);
        scratch = made;
        Path file = made.file("probe");
        try {
            Files.write(file, bytes);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw made.failed(e);
        }
        program =
                new ProcessBuilder(file.toString())
                        .redirectInput(NOTHING)
                        .redirectOutput(NOTHING)
                        .redirectError(NOTHING);
        startAndWait();
    }

    /** The measured path. */
    @Benchmark
    public int startAndWait() {
        try {
            int status = program.start().waitFor();
            if (status != 0) {
                throw failed(new IOException("the program ended with status " + status));
            }
            return status;
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(new IOException("interrupted while a process ended"));
        } catch (OutOfMemoryError e) {
            // Java says so when it cannot make the thread that waits.
            remove();
            throw Lack.of(Requirement.TASKS, "a thread for one more process", e).exception();
        }
    }

    /** Takes the program away. */
    @TearDown
    public void remove() {
        if (scratch != null) {
            scratch.close();
        }
    }

    private IllegalStateException failed(IOException e) {
        remove();
        return Lack.of(Requirement.EXECUTION, String.join(" ", program.command()), e).exception();
    }
}

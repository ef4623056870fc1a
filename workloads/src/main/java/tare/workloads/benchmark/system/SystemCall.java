package tare.workloads.benchmark.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/**
 * The cheapest system calls that Java reaches.
 *
 * <p>One operation: one system call. {@code call=seek}: {@code lseek} that asks where a descriptor
 * of {@code /dev/null} stands, by {@link RandomAccessFile#getFilePointer}, which in the JDK is one
 * native method around that call, without a lock or a buffer. {@code call=read-zero}: {@code read}
 * of one byte from {@code /dev/zero}, by {@link RandomAccessFile#read()}: the same and one byte
 * copied by the kernel.
 *
 * <p>Stresses the way into the kernel and back: nothing for containers but what seccomp and
 * auditing add; all of it for a kernel in user space, or one that traps. Java's own way to the
 * native method, some 10 to 20 ns, is part of the score everywhere, so that a ratio is a little
 * nearer to 1 than C would show. A library for native calls would cost more than that, and would
 * have to be carried inside.
 *
 * <p>Mirrors gVisor's published costs of a system call (its performance guide: 1.94 µs for runc,
 * 38.2 µs by ptrace, 0.76 µs by KVM, on a cloud machine) and lmbench's {@code lat_syscall}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SystemCall {

    /** Which call. */
    @Param({"seek", "read-zero"})
    public String call = "";

    private Device device = new Closed();

    /** Opens the device. */
    @Setup
    public void open() {
        device =
                switch (call) {
                    case "seek" -> new Seek(opened("/dev/null"));
                    case "read-zero" -> new ReadZero(opened("/dev/zero"));
                    default -> throw new IllegalArgumentException("no call " + call);
                };
    }

    /** The measured path. */
    @Benchmark
    public long call() {
        try {
            return device.call();
        } catch (IOException e) {
            throw Lack.of(Requirement.DEVICES, call, e).exception();
        }
    }

    /** Closes the device. */
    @TearDown
    public void close() {
        try {
            device.close();
        } catch (IOException e) {
            throw Lack.of(Requirement.DEVICES, call, e).exception();
        }
    }

    private static RandomAccessFile opened(String path) {
        try {
            return new RandomAccessFile(path, "r");
        } catch (IOException e) {
            throw Lack.of(Requirement.DEVICES, path, e).exception();
        }
    }

    private sealed interface Device {
        long call() throws IOException;

        void close() throws IOException;
    }

    private record Seek(RandomAccessFile file) implements Device {
        @Override
        public long call() throws IOException {
            return file.getFilePointer();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record ReadZero(RandomAccessFile file) implements Device {
        @Override
        public long call() throws IOException {
            return file.read();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record Closed() implements Device {
        @Override
        public long call() throws IOException {
            throw new IOException("the device is not open");
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}

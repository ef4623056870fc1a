package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that does nothing, in a network namespace of its own. */
final class OtherNetwork implements AutoCloseable {

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private final Process process;

    private OtherNetwork(Process process) {
        this.process = process;
    }

    static OtherNetwork start(Kernel kernel) throws IOException {
        Needs.that(kernel.call(Syscall.GETEUID) == 0, "needs root");
        Needs.that(Files.isExecutable(UNSHARE), "there is no unshare");
        // cat tells that it is in the namespace, and ends with its input.
        Process process = new ProcessBuilder(UNSHARE.toString(), "--net", "cat").start();
        process.getOutputStream().write('x');
        process.getOutputStream().flush();
        assertEquals('x', process.getInputStream().read());
        return new OtherNetwork(process);
    }

    int pid() {
        return (int) process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

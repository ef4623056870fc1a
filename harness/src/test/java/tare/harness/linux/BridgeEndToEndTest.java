package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bridges to the network namespace of a process that listens nowhere; that it works is shown by
 * services.
 */
@Tag("kernel")
@Timeout(60)
class BridgeEndToEndTest {

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private final Kernel kernel = new Kernel();
    private Process other;

    @BeforeEach
    void start() throws IOException {
        Needs.that(kernel.call(Syscall.GETEUID) == 0, "needs root");
        Needs.that(Files.isExecutable(UNSHARE), "there is no unshare");
        other = new ProcessBuilder(UNSHARE.toString(), "--net", "cat").start();
        other.getOutputStream().write('x');
        other.getOutputStream().flush();
        assertEquals('x', other.getInputStream().read());
    }

    @AfterEach
    void end() throws InterruptedException {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
    }

    private static List<String> interfaces() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .map(NetworkInterface::getName)
                .filter(name -> name.startsWith("tare1") || name.startsWith("tarebridge"))
                .toList();
    }

    /** The kernel over there answers through the bridge, by refusing. */
    @Test
    void aPortThatNobodyListensOnIsRefusedAndTheHostSeesNothing() throws IOException {
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> Bridge.connect(kernel, (int) other.pid(), 7007, 1));
        assertEquals("java.net.ConnectException: Connection refused", e.getMessage());
        assertEquals(List.of(), interfaces());
    }

    @Test
    void aProcessThatIsNoneIsTheKernelsRefusal() throws IOException {
        assertThrows(
                NativeException.class, () -> Bridge.connect(kernel, Integer.MAX_VALUE, 7007, 1));
        assertEquals(List.of(), interfaces());
    }
}

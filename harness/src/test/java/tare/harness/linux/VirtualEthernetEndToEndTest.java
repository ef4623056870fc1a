package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pairs into the network namespace of a process that does nothing. */
@Tag("kernel")
@Timeout(60)
class VirtualEthernetEndToEndTest {

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private final Kernel kernel = new Kernel();
    private Process other;
    private String name;

    @BeforeEach
    void start() throws IOException {
        Needs.that(kernel.call(Syscall.GETEUID) == 0, "needs root");
        Needs.that(Files.isExecutable(UNSHARE), "there is no unshare");
        // cat tells that it is in the namespace, and ends with its input.
        other = new ProcessBuilder(UNSHARE.toString(), "--net", "cat").start();
        other.getOutputStream().write('x');
        other.getOutputStream().flush();
        assertEquals('x', other.getInputStream().read());
        name = "taretest" + other.pid() % 1_000_000;
    }

    @AfterEach
    void end() throws InterruptedException {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
    }

    private int pid() {
        return (int) other.pid();
    }

    private static boolean there(String name) throws IOException {
        return NetworkInterface.getByName(name) != null;
    }

    private void waitUntilGone() throws IOException {
        // The kernel takes namespaces away in its own time; the test's timeout bounds this.
        while (there(name)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void bothEndsReachEachOtherUntilTheClose() throws IOException {
        assertTrue(VirtualEthernet.apart(pid()));
        assertFalse(VirtualEthernet.apart((int) ProcessHandle.current().pid()));
        int block = VirtualEthernet.freeBlock(pid());
        try (VirtualEthernet pair = VirtualEthernet.to(kernel, name, block, pid())) {
            assertTrue(there(name));
            // The kernel over there answers by itself: an echo of ICMP, which root may ask for.
            InetAddress peer = InetAddress.getByAddress(pair.peerAddress());
            assertTrue(peer.isReachable(10_000), "no answer from " + peer);
            assertTrue(VirtualEthernet.freeBlock(block) != block, "its block is taken");
        }
        assertFalse(there(name));
    }

    @Test
    void goesWithTheOthersNamespaceAndCanBeClosedThen() throws Exception {
        int block = VirtualEthernet.freeBlock(pid());
        try (VirtualEthernet pair = VirtualEthernet.to(kernel, name, block, pid())) {
            assertEquals(4, pair.peerAddress().length);
            other.destroyForcibly().waitFor();
            waitUntilGone();
        }
        assertFalse(there(name));
    }

    @Test
    void refusesANameThatIsTakenAndAProcessThatIsNone() throws IOException {
        int block = VirtualEthernet.freeBlock(pid());
        try (VirtualEthernet pair = VirtualEthernet.to(kernel, name, block, pid())) {
            assertEquals(4, pair.peerAddress().length);
            NativeException taken =
                    assertThrows(
                            NativeException.class,
                            () -> VirtualEthernet.to(kernel, name, block, pid()).close());
            assertEquals(Errno.EEXIST.number(), taken.errno());
        }
        assertThrows(
                NativeException.class,
                () -> VirtualEthernet.to(kernel, name, block, Integer.MAX_VALUE).close());
        assertFalse(there(name));
    }
}

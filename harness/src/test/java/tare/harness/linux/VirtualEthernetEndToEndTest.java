package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pairs into the network namespace of a process that does nothing. */
@Tag("kernel")
@Timeout(60)
class VirtualEthernetEndToEndTest {

    private final Kernel kernel = new Kernel();
    private OtherNetwork other;
    private String name;

    @BeforeEach
    void start() throws IOException {
        other = OtherNetwork.start(kernel);
        name = "taretest" + other.pid() % 1_000_000;
    }

    @AfterEach
    void end() {
        if (other != null) {
            other.close();
        }
    }

    private int pid() {
        return other.pid();
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
            other.close();
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

package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.NetworkInterface;
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

    private final Kernel kernel = new Kernel();
    private OtherNetwork other;

    @BeforeEach
    void start() throws IOException {
        other = OtherNetwork.start(kernel);
    }

    @AfterEach
    void end() {
        if (other != null) {
            other.close();
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
                assertThrows(IOException.class, () -> Bridge.connect(kernel, other.pid(), 7007, 1));
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

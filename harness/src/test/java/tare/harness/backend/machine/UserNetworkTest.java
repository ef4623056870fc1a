package tare.harness.backend.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.LaunchException;

class UserNetworkTest {

    /** As QEMU 7.2 says it. */
    private static final String TABLE =
            "{\"return\": \"Hub -1 (net):\\r\\n"
                    + "  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ"
                    + "\\r\\n"
                    + "  TCP[HOST_FORWARD]  13       127.0.0.1 37653       10.0.2.15  7007     0"
                    + "     0\\r\\n\"}\r\n";

    @ParameterizedTest
    @CsvSource({"qemu:q35-tcg, 1", "qemu:microvm-tcg, 2"})
    void aGuestReachesNobodyAndOnlyThisHostReachesIt(String text, int machines) {
        QemuKey key = QemuKey.parse(text).orElseThrow();
        List<String> words =
                List.of(
                        QemuCommand.machine("tare-1", key, 1 << 28, Optional.empty())
                                .forwards(key.machine(), 7007)
                                .words());
        assertEquals(
                "user,id=net,restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:0-10.0.2.15:7007",
                words.get(words.indexOf("-netdev") + 1));
        assertEquals("virtio-net-pci,netdev=net,romfile=", words.get(words.indexOf("-device") + 1));
        assertEquals(machines, words.stream().filter("-machine"::equals).count());
        assertEquals(machines == 2, words.contains("pcie=on"));
    }

    @Test
    void withoutAPortThereIsNoNetwork() {
        QemuKey key = QemuKey.parse("qemu:q35-tcg").orElseThrow();
        List<String> words =
                List.of(QemuCommand.machine("tare-1", key, 1 << 28, Optional.empty()).words());
        assertFalse(words.contains("-netdev"));
        assertTrue(words.contains("-nodefaults"));
    }

    @Test
    void thePortIsTheOneThatQemuSays() throws UnknownHostException {
        assertEquals(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 37653),
                UserNetwork.forwarded("{\"return\": {}}\r\n" + TABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"return\": \"\"}",
                "TCP[HOST_FORWARD]  13       127.0.0.1 0       10.0.2.15  7007",
                "TCP[HOST_FORWARD]  13       127.0.0.1 65536       10.0.2.15  7007",
                "TCP[HOST_FORWARD]  13       0.0.0.0 37653       10.0.2.15  7007",
                "TCP[ESTABLISHED]  13       127.0.0.1 37653       10.0.2.15  7007"
            })
    void whatSaysNoPortIsAFailure(String said) {
        LaunchException e = assertThrows(LaunchException.class, () -> UserNetwork.forwarded(said));
        assertTrue(e.summary().contains("info usernet"), e.summary());
    }

    @Test
    void aQemuWithoutItIsNamedWithARemedy() {
        assertEquals(
                Optional.empty(),
                UserNetwork.obstacle("Available netdev backend types:\nsocket\nuser\nvhost-user"));
        String why =
                UserNetwork.obstacle("Available netdev backend types:\nsocket\nvhost-user")
                        .orElseThrow()
                        .toString();
        assertTrue(why.contains("libslirp") && why.contains("tare setup qemu"), why);
    }
}

package tare.harness.backend.machine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.Availability;
import tare.harness.backend.LaunchException;

/**
 * QEMU's user networking (libslirp), by which one port of a guest's is reached from the host: QEMU
 * itself is the other end of the guest's Ethernet. The guest reaches nobody by it ({@code
 * restrict=on}), and only this host reaches the guest. Which port of the host's it is, QEMU says:
 * the kernel chooses one that is free at that moment.
 */
final class UserNetwork {

    /** What QEMU is asked before the guest runs; there is no request of QMP's own for it. */
    static final String ASKED =
            "{\"execute\":\"human-monitor-command\","
                    + "\"arguments\":{\"command-line\":\"info usernet\"}}";

    /** The card's other end. */
    static final String ID = "net";

    /** What user networking gives a guest, and the starter inside takes for itself. */
    private static final String GUEST = "10.0.2.15";

    /** A line of QEMU's table of connections: the state, a descriptor, source, destination. */
    private static final Pattern FORWARD =
            Pattern.compile("TCP\\[HOST_FORWARD\\] +[0-9]+ +127\\.0\\.0\\.1 +([0-9]{1,5}) ");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LARGEST_PORT = 0xffff;

    private UserNetwork() {}

    /**
     * The value of {@code -netdev}.
     *
     * @param port of the guest's
     */
    static String option(int port) {
        return "user,id="
                + ID
                + ",restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:0-"
                + GUEST
                + ":"
                + port;
    }

    /**
     * Where on the host that port is.
     *
     * @param said by QEMU, by QMP
     * @throws LaunchException if it does not say
     */
    static InetSocketAddress forwarded(String said) {
        Matcher line = FORWARD.matcher(said);
        int port = line.find() ? Integer.parseInt(line.group(1)) : 0;
        if (port <= 0 || port > LARGEST_PORT) {
            throw new LaunchException(
                    "forward a port",
                    "QEMU does not say by 'info usernet' which port it forwards",
                    "tare setup qemu installs a version that does",
                    null);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /**
     * Why a QEMU cannot do it.
     *
     * @param help what it says to {@code -netdev help}
     */
    static Optional<Availability.Unavailable> obstacle(String help) {
        return List.of(help.split("\\s+", -1)).contains("user")
                ? Optional.empty()
                : Optional.of(
                        new Availability.Unavailable(
                                "this QEMU was built without user networking (libslirp)",
                                "install one with it, for example Debian's qemu-system-x86: tare"
                                        + " setup qemu"));
    }
}

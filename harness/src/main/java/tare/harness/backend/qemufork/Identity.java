package tare.harness.backend.qemufork;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.Pipes;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

/**
 * Who a guest is after it was forked: without one, all clones draw the same random numbers.
 *
 * @param seed in hex, 32 bytes
 * @param hostName at most 64 characters
 * @param address of its network card, as six bytes in hex with colons between; empty if it has none
 */
record Identity(String seed, String hostName, Optional<String> address) {

    private static final int SEED_BYTES = 32;
    private static final int LONGEST_NAME = 64;
    private static final int ADDRESS_BYTES = 6;

    /** More than any answer of the agent's. */
    private static final int BUFFER_BYTES = 256;

    /** Of an address's first byte, those bits that are drawn, and what the others say. */
    private static final int DRAWN = 0xf0;

    /** Of one card, given by no maker, but by who runs it (IEEE 802c: AAI). */
    private static final int LOCAL = 0x02;

    /**
     * A fresh one for an instance of that name.
     *
     * @param card whether it has a network card
     */
    static Identity of(String instance, boolean card, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        // The end of it tells instances apart.
        String name = instance.substring(Math.max(0, instance.length() - LONGEST_NAME));
        return new Identity(
                HexFormat.of().formatHex(seed),
                name,
                card ? Optional.of(address(random)) : Optional.empty());
    }

    /** Of 44 drawn bits: of 1,000 clones two have the same once in 35 million times. */
    private static String address(SecureRandom random) {
        byte[] address = new byte[ADDRESS_BYTES];
        random.nextBytes(address);
        address[0] = (byte) ((address[0] & DRAWN) | LOCAL);
        return HexFormat.ofDelimiter(":").formatHex(address);
    }

    /** The agent's request, of which the answer is the guest's first act. */
    String request(long spinNanos) {
        String card = address.map(given -> " " + given).orElse("");
        return "F " + seed + " " + hostName + " " + spinNanos + card + "\n";
    }

    /** Sends the request; the answer is the caller's to wait for. */
    static void say(Pipes line, byte[] request) {
        Kernel kernel = new Kernel();
        try (Arena arena = new Arena(request.length + 64L)) {
            kernel.call(Syscall.WRITE, line.control(), arena.bytes(request), request.length);
        }
    }

    /**
     * Gives it to a guest that waits for requests, and waits until it has it.
     *
     * @throws LaunchException if it does not in time, or refuses
     */
    void give(Pipes line, MonotonicClock clock, Duration bound) {
        say(line, request(0).getBytes(StandardCharsets.US_ASCII));
        long deadlineNanos = clock.nanos() + bound.toNanos();
        Kernel kernel = new Kernel();
        StringBuilder said = new StringBuilder();
        try (Poller poller = new Poller(kernel);
                Arena arena = new Arena(BUFFER_BYTES + 64L)) {
            long buffer = arena.reserve(BUFFER_BYTES);
            // To the end of the answer's line: what is under way when a guest is saved comes out
            // of every clone again, before its own first act.
            while (said.indexOf("I\n") < 0) {
                if (poller.await(line.ready(), deadlineNanos - clock.nanos()) != Poller.POLLIN) {
                    throw new LaunchException(
                            "identity", "the agent does not answer", "try again", null);
                }
                long read = kernel.call(Syscall.READ, line.ready(), buffer, BUFFER_BYTES);
                said.append(
                        new String(arena.bytesAt(buffer, (int) read), StandardCharsets.US_ASCII));
                if (said.toString().matches("(?s)E .*\n.*")) {
                    throw new LaunchException(
                            "identity",
                            "the agent refuses: " + said.toString().strip(),
                            "another kernel: --kernel",
                            null);
                }
            }
        }
    }
}

package tare.harness.backend.qemufork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.Pipes;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

class IdentityTest {

    private final Kernel kernel = new Kernel();
    private final SecureRandom random = new SecureRandom();

    @Test
    void noTwoAreTheSameAndLongNamesKeepTheirEnd() {
        assertNotEquals(Identity.of("a", random).seed(), Identity.of("a", random).seed());
        assertEquals(64, Identity.of("a", random).seed().length());
        assertTrue(Identity.of("x".repeat(79) + "7", random).hostName().endsWith("x7"));
        assertEquals(64, Identity.of("x".repeat(80), random).hostName().length());
    }

    /** What is left of the answer when the parent is saved would come out of every clone. */
    @Test
    void theAnswerIsReadToItsEnd() {
        try (Pipes line = Pipes.toAgent(kernel);
                Poller poller = new Poller(kernel)) {
            line.open();
            answer(line, "I\n");
            give(line, Duration.ofSeconds(10));
            assertEquals(0, poller.await(line.ready(), 0), "something is left");
        }
    }

    @Test
    void anAgentThatDoesNotFinishItsAnswerIsNotWaitedForLonger() {
        try (Pipes line = Pipes.toAgent(kernel)) {
            line.open();
            answer(line, "I");
            assertThrows(LaunchException.class, () -> give(line, Duration.ofMillis(20)));
        }
    }

    private void give(Pipes line, Duration bound) {
        Identity.of("parent", random).give(line, MonotonicClock.system(), bound);
    }

    private void answer(Pipes line, String words) {
        byte[] bytes = words.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = new Arena(64)) {
            kernel.call(Syscall.WRITE, line.childReady(), arena.bytes(bytes), bytes.length);
        }
    }
}

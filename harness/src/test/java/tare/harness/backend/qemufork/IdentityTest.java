package tare.harness.backend.qemufork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
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
        assertNotEquals(
                Identity.of("a", false, random).seed(), Identity.of("a", false, random).seed());
        assertEquals(64, Identity.of("a", false, random).seed().length());
        assertTrue(Identity.of("x".repeat(79) + "7", false, random).hostName().endsWith("x7"));
        assertEquals(64, Identity.of("x".repeat(80), false, random).hostName().length());
    }

    @Test
    void addressesAreOfOneCardAndGivenByNoMaker() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String address = Identity.of("a", true, random).address().orElseThrow();
            assertTrue(address.matches("[0-9a-f]2(:[0-9a-f]{2}){5}"), address);
            assertTrue(seen.add(address), address);
        }
    }

    @Test
    void asksForAnAddressOnlyWhereThereIsACard() {
        Identity with = Identity.of("a", true, random);
        assertEquals(
                "F " + with.seed() + " a 7 " + with.address().orElseThrow() + "\n",
                with.request(7));
        Identity without = Identity.of("a", false, random);
        assertEquals("F " + without.seed() + " a 7\n", without.request(7));
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

    @Test
    void aRefusalIsToldWithTheAgentsWords() {
        try (Pipes line = Pipes.toAgent(kernel)) {
            line.open();
            answer(line, "E - mac 19\n");
            LaunchException e =
                    assertThrows(LaunchException.class, () -> give(line, Duration.ofSeconds(10)));
            assertTrue(e.why().contains("mac 19"), e.why());
        }
    }

    private void give(Pipes line, Duration bound) {
        Identity.of("parent", true, random).give(line, MonotonicClock.system(), bound);
    }

    private void answer(Pipes line, String words) {
        byte[] bytes = words.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = new Arena(64)) {
            kernel.call(Syscall.WRITE, line.childReady(), arena.bytes(bytes), bytes.length);
        }
    }
}

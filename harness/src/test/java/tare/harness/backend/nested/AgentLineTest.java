package tare.harness.backend.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.Pipes;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/** The host's end of the line, with the agent's played by the test. */
@Tag("kernel")
class AgentLineTest {

    private static final long SOON_NANOS = 5_000_000_000L;

    private final Kernel kernel = new Kernel();
    private final MonotonicClock clock = MonotonicClock.system();
    private final Pipes pipes = Pipes.toTerminal(kernel);
    private final AgentLine line = new AgentLine(kernel, clock, pipes);

    @BeforeEach
    void open() {
        pipes.open();
    }

    @AfterEach
    void close() {
        line.close();
        pipes.close();
    }

    @Test
    void requestsGoAsTheyAre() {
        for (String request : List.of("L 1", "S 7 0 1 2", "K 12", "x".repeat(500))) {
            line.say(request);
            assertEquals(request + "\n", heardByTheAgent());
        }
    }

    @Test
    void answersAreGivenToWhoWaitsForThem() {
        agentSays("R 1 10 20\nA 2\nR 3 30 ");
        assertEquals(List.of(), await(2, 'A').words());
        agentSays("40\n");
        assertEquals(List.of("30", "40"), await(3, 'R').words());
        assertEquals(List.of("10", "20"), await(1, 'R').words());
        assertEquals(Optional.empty(), line.await(answer -> true, clock.nanos()));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsForgotten() {
        agentSays("A 2\nA 3\n");
        await(3, 'A');
        line.forget(2);
        assertEquals(Optional.empty(), line.await(answer -> true, clock.nanos()));
    }

    @Test
    void aGuestThatHasEndedIsNoticedWithoutWaiting() {
        pipes.handedOver();
        assertGone(() -> line.await(answer -> true, clock.nanos() + SOON_NANOS));
        assertGone(() -> line.say("L 1"));
    }

    private static void assertGone(org.junit.jupiter.api.function.Executable step) {
        LaunchException e = assertThrows(LaunchException.class, step);
        assertEquals("the guest has ended", e.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R1", "login: ", "X 1", "[    0.1] a kernel's words"})
    void whatIsNotTheAgentsIsRefused(String words) {
        agentSays(words + "\n");
        LaunchException e =
                assertThrows(
                        LaunchException.class,
                        () -> line.await(answer -> true, clock.nanos() + SOON_NANOS));
        assertTrue(e.why().contains("something else than the agent"), e.why());
    }

    @Test
    void anEndlessLineIsNotKept() {
        agentSays("R".repeat(2000));
        LaunchException e =
                assertThrows(
                        LaunchException.class,
                        () -> line.await(answer -> true, clock.nanos() + SOON_NANOS));
        assertTrue(e.why().contains("nobody has asked for"), e.why());
    }

    @Test
    void failuresNameTheStepAndTheError() {
        LaunchException e = Answer.parse("E 7 pivot-root 22", 0).map(Answer::failure).orElseThrow();
        assertEquals("pivot-root", e.step());
        assertTrue(e.why().startsWith("EINVAL") && e.why().endsWith("inside the guest"), e.why());
        assertEquals(Answer.NONE, Answer.parse("E - lay 16", 0).orElseThrow().id());
        assertEquals("agent", Answer.parse("E", 0).map(Answer::failure).orElseThrow().step());
        assertFalse(Answer.parse("D 7 12", 0).orElseThrow().failed());
    }

    @Test
    void aProgramThatFailedIsQuoted() {
        LaunchException e =
                Answer.parse("E 7 runtime-create 0 ended with status 1: no  room", 0)
                        .map(Answer::failure)
                        .orElseThrow();
        assertEquals("runtime-create", e.step());
        assertEquals("ended with status 1: no  room, inside the guest", e.why());
    }

    private Answer await(int id, char kind) {
        return line.await(
                        answer -> answer.id() == id && answer.kind() == kind,
                        clock.nanos() + SOON_NANOS)
                .orElseThrow();
    }

    private void agentSays(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = new Arena(bytes.length + 8L)) {
            kernel.call(Syscall.WRITE, pipes.childReady(), arena.bytes(bytes), bytes.length);
        }
    }

    private String heardByTheAgent() {
        try (Arena arena = new Arena(1024)) {
            long buffer = arena.reserve(1024);
            long read = kernel.call(Syscall.READ, pipes.childControl(), buffer, 1024);
            return new String(arena.bytesAt(buffer, (int) read), StandardCharsets.US_ASCII);
        }
    }
}

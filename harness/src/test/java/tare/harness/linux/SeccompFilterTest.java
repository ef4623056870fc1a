package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tare.harness.clock.MonotonicClock;

class SeccompFilterTest {

    private static final int KILL = 0x80000000;
    private static final int ALLOW = 0x7fff0000;

    private final Set<Syscall> allowed = EnumSet.of(Syscall.READ, Syscall.EXECVE, Syscall.EXIT);

    /** What the program answers, by running it. */
    private static int answer(byte[] program, int number, int architecture) {
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        for (int at = 0; at * 8 < program.length; at++) {
            int k = code.getInt(at * 8 + 4);
            switch (code.getShort(at * 8)) {
                case 0x20 -> accumulator = k == 0 ? number : architecture;
                case 0x15 -> at += code.get(at * 8 + (accumulator == k ? 2 : 3));
                default -> {
                    return k;
                }
            }
        }
        throw new AssertionError("the program has no end");
    }

    @ParameterizedTest
    @EnumSource
    void allowsTheListAndNothingElse(Architecture architecture) {
        byte[] program = SeccompFilter.program(architecture, allowed);
        for (Syscall call : Syscall.values()) {
            int number = call.number(architecture);
            int expected = allowed.contains(call) ? ALLOW : KILL;
            assertEquals(expected, answer(program, number, architecture.audit()), call.name());
            assertEquals(KILL, answer(program, number | 0x40000000, architecture.audit()), "x32");
            for (Architecture other : Architecture.values()) {
                if (other != architecture) {
                    assertEquals(KILL, answer(program, number, other.audit()));
                }
            }
        }
    }

    @Test
    @Tag("kernel")
    void killsAtACallThatIsNotOnTheList() {
        Watchdog watchdog = new Watchdog(MonotonicClock.system()::nanos);
        try (SyscallTape tape = new SyscallTape(new Kernel(), 8, 1024)) {
            tape.add("no_new_privs", Syscall.PRCTL, 38, 1);
            SeccompFilter.addTo(tape, allowed);
            tape.add("getpid", Syscall.GETPID);
            tape.add("exit", Syscall.EXIT);
            TapeException e =
                    assertThrows(
                            TapeException.class,
                            () ->
                                    tape.play(
                                            watchdog,
                                            MonotonicClock.system().nanos() + 10_000_000_000L));
            assertEquals("getpid", e.step());
            assertTrue(e.why().contains("signal 31 (SIGSYS: seccomp)"), e.why());
        }
    }
}

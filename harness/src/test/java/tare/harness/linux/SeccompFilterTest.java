package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.HashSet;
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

    private static int answer(byte[] program, int number, int architecture) {
        return answer(program, number, architecture, 0);
    }

    /** What the program answers, by running it. */
    private static int answer(byte[] program, int number, int architecture, int argument) {
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        for (int at = 0; at * 8 < program.length; at++) {
            int k = code.getInt(at * 8 + 4);
            switch (code.getShort(at * 8)) {
                case 0x20 -> accumulator = k == 0 ? number : k == 4 ? architecture : argument;
                case 0x35 ->
                        at +=
                                code.get(
                                        at * 8
                                                + (Integer.compareUnsigned(accumulator, k) >= 0
                                                        ? 2
                                                        : 3));
                case 0x45 -> at += code.get(at * 8 + ((accumulator & k) != 0 ? 2 : 3));
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

    @ParameterizedTest
    @EnumSource
    void refusesOneCallWithOneArgument(Architecture architecture) {
        byte[] program = SeccompFilter.refusal(architecture, Syscall.PTRACE, 2, 0x202, 19);
        assertEquals(
                16 + 2 * 8, ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).getInt(36));
        int ptrace = Syscall.PTRACE.number(architecture);
        assertEquals(0x50013, answer(program, ptrace, architecture.audit(), 0x202));
        assertEquals(ALLOW, answer(program, ptrace, architecture.audit(), 1));
        for (Syscall call : EnumSet.complementOf(EnumSet.of(Syscall.PTRACE))) {
            int number = call.number(architecture);
            assertEquals(ALLOW, answer(program, number, architecture.audit(), 0x202));
        }
        for (Architecture other : Architecture.values()) {
            if (other != architecture) {
                assertEquals(ALLOW, answer(program, ptrace, other.audit(), 0x202));
            }
        }
    }

    /** ptrace of nobody is ESRCH to the kernel, and what was asked for to the filter. */
    @Test
    @Tag("kernel")
    void aRefusedCallFailsAsItIsTold() {
        assertEquals("ENODEV", ptrace(0x202));
        assertEquals("ESRCH", ptrace(1));
    }

    private static String ptrace(int registers) {
        Watchdog watchdog = new Watchdog(MonotonicClock.system()::nanos);
        try (SyscallTape tape = new SyscallTape(new Kernel(), 8, 1024)) {
            tape.add("no_new_privs", Syscall.PRCTL, 38, 1);
            SeccompFilter.addRefusalTo(tape, Syscall.PTRACE, 2, 0x202, 19);
            tape.add("ptrace", Syscall.PTRACE, 0x4204, -1, registers, 0);
            tape.add("exit", Syscall.EXIT);
            long deadline = MonotonicClock.system().nanos() + 10_000_000_000L;
            TapeException e =
                    assertThrows(TapeException.class, () -> tape.play(watchdog, deadline));
            assertEquals("ptrace", e.step());
            return e.why().replaceFirst("\\W.*", "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatTakesPrivilegesAndAllowsTheRest(Architecture architecture) {
        byte[] program = SeccompFilter.refusing(architecture);
        int audit = architecture.audit();
        Set<Integer> refused = new HashSet<>();
        for (PrivilegedCall call : PrivilegedCall.values()) {
            if (call.exists(architecture)) {
                refused.add(call.number(architecture));
            }
        }
        for (int number = 0; number < 500; number++) {
            int expected =
                    number == Syscall.CLONE3.number(architecture)
                            ? 0x00050026
                            : refused.contains(number) ? 0x00050001 : ALLOW;
            assertEquals(expected, answer(program, number, audit), "number " + number);
        }
        int clone = Syscall.CLONE.number(architecture);
        for (Namespace kind : Namespace.values()) {
            assertEquals(0x00050001, answer(program, clone, audit, kind.flag() | 17), "" + kind);
        }
        // A thread's flags.
        assertEquals(ALLOW, answer(program, clone, audit, 0x3d0f00));
        assertEquals(KILL, answer(program, 0x40000001, audit));
        assertEquals(KILL, answer(program, 1, audit ^ 1));
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

package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.clock.MonotonicClock;

@Tag("kernel")
class SyscallTapeTest {

    private static final long SECONDS = 1_000_000_000L;

    private final Kernel kernel = new Kernel();
    private final MonotonicClock clock = MonotonicClock.system();
    private final Watchdog watchdog = new Watchdog(clock::nanos);

    private Child play(SyscallTape tape, long nanos) {
        return tape.play(watchdog, clock.nanos() + nanos);
    }

    private static void execute(SyscallTape tape, String... words) {
        Arena arena = tape.arena();
        long[] argv = new long[words.length + 1];
        for (int i = 0; i < words.length; i++) {
            argv[i] = arena.text(words[i]);
        }
        tape.add(
                "execve " + words[0],
                Syscall.EXECVE,
                arena.text(words[0]),
                arena.words(argv),
                arena.words(0));
    }

    @Test
    void playsInOrderAndExecutes() {
        try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
            tape.add("setsid", Syscall.SETSID);
            execute(tape, "/bin/sh", "-c", "exit 7");
            try (Child child = play(tape, 10 * SECONDS)) {
                assertEquals("exit status 7", child.reap(10 * SECONDS).describe());
            }
            assertEquals(List.of("setsid", "execve /bin/sh"), tape.steps());
        }
    }

    @Test
    void stopsAtTheFirstFailureAndNamesIt() {
        try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
            tape.addTolerant("close nothing", Syscall.CLOSE, 999_999);
            tape.add("open what is not there", Syscall.OPENAT, -100, tape.arena().text("/no"), 0);
            execute(tape, "/bin/true");
            TapeException e = assertThrows(TapeException.class, () -> play(tape, 10 * SECONDS));
            assertEquals("open what is not there", e.step());
            assertEquals(Errno.describe(2), e.why());
        }
    }

    @Test
    void namesAFailingExecve() {
        try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
            execute(tape, "/no/such/program");
            TapeException e = assertThrows(TapeException.class, () -> play(tape, 10 * SECONDS));
            assertEquals("execve /no/such/program", e.step());
        }
    }

    @Test
    void namesACloneThatTheKernelRefuses() {
        try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
            // CLONE_NEWIPC with CLONE_SYSVSEM is EINVAL; a flag that only CLONE_THREAD may have
            // too.
            tape.unshare(Set.of(Namespace.IPC));
            tape.arena().putLong(tape.address(), tape.arena().longAt(tape.address()) | 0x40000);
            execute(tape, "/bin/true");
            TapeException e = assertThrows(TapeException.class, () -> play(tape, 10 * SECONDS));
            assertEquals("clone", e.step());
        }
    }

    @Test
    void watchdogKillsAStuckChild() {
        try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
            long pair = tape.arena().reserve(8);
            kernel.call(Syscall.PIPE2, pair, 0);
            int read = tape.arena().intAt(pair);
            int write = tape.arena().intAt(pair + 4);
            tape.add("read for ever", Syscall.READ, read, tape.arena().reserve(8), 1);
            execute(tape, "/bin/true");
            TapeException e = assertThrows(TapeException.class, () -> play(tape, SECONDS / 10));
            assertEquals("read for ever", e.step());
            assertTrue(e.why().contains("killed by signal 9"), e.why());
            kernel.close(read);
            kernel.close(write);
        }
    }

    @Test
    void aSpoiltStepFails() {
        for (int spoilt = 0; spoilt < 2; spoilt++) {
            try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
                tape.add("setsid", Syscall.SETSID);
                execute(tape, "/bin/true");
                tape.spoil(spoilt);
                TapeException e = assertThrows(TapeException.class, () -> play(tape, 10 * SECONDS));
                assertEquals(tape.steps().get(spoilt), e.step());
            }
        }
    }

    @Test
    void theCallersSignalMaskIsPutBack() throws Exception {
        String before = mask();
        try (SyscallTape tape = new SyscallTape(kernel, 4, 1024)) {
            execute(tape, "/bin/true");
            try (Child child = play(tape, 10 * SECONDS)) {
                child.reap(10 * SECONDS);
            }
        }
        assertEquals(before, mask());
    }

    private static String mask() throws Exception {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("SigBlk"))
                .findFirst()
                .orElseThrow();
    }
}

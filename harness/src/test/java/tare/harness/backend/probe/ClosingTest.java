package tare.harness.backend.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Child;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;
import tare.harness.linux.Watchdog;

@Tag("kernel")
class ClosingTest {

    private static final String COUNT = "set -- /proc/$$/fd/*; exit $#";

    static Stream<Closing> ways() {
        return Stream.of(Closing.of(new Kernel()), Closing.oneByOne());
    }

    /** By close_range where the kernel has it, and as before Linux 5.9. */
    @ParameterizedTest
    @MethodSource("ways")
    void theChildInheritsThreeDescriptors(Closing closing) throws Exception {
        MonotonicClock clock = MonotonicClock.system();
        Watchdog watchdog = new Watchdog(clock::nanos);
        try (FileInputStream inherited = new FileInputStream(Path.of("/proc/stat").toFile());
                SyscallTape tape = new SyscallTape(new Kernel(), closing.steps() + 1, 1024)) {
            closing.addTo(tape, 3);
            Arena arena = tape.arena();
            long shell = arena.text("/bin/sh");
            long arguments = arena.words(shell, arena.text("-c"), arena.text(COUNT), 0);
            tape.add("execve", Syscall.EXECVE, shell, arguments, arena.words(0));
            try (Child child = tape.play(watchdog, clock.nanos() + 10_000_000_000L)) {
                // The shell itself opens the directory that it lists while it counts.
                assertEquals("exit status 4", child.reap(10_000_000_000L).describe());
            }
            assertEquals('c', inherited.read());
        }
    }
}

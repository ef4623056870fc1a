package tare.workloads.benchmark.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Need;
import tare.workloads.benchmark.instance.GivenPlaces;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

@Tag("kernel")
@SuppressWarnings("try") // what is given is taken back
class SystemBenchmarksTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"seek", "read-zero"})
    void callsAnswerZero(String call) {
        Need.path("/dev/zero");
        SystemCall benchmark = new SystemCall();
        benchmark.call = call;
        benchmark.open();

        assertEquals(0, benchmark.call());
        assertEquals(0, benchmark.call());
        benchmark.close();
        assertThrows(IllegalStateException.class, benchmark::call);
    }

    @Test
    void theClockGoesOn() {
        ClockGettime clock = new ClockGettime();
        long first = clock.read();

        assertTrue(clock.read() - first >= 0);
    }

    @Test
    void threadsHaveEnded() {
        Thread thread = new ThreadCreate().startAndJoin();

        assertFalse(thread.isAlive());
    }

    @Test
    void processesEndWellAndTheProgramGoes() {
        Need.runner(System.getProperty("os.arch").replace("amd64", "x86_64"));
        try (GivenPlaces places = GivenPlaces.at(directory)) {
            ProcessCreate benchmark = new ProcessCreate();
            benchmark.write();
            assertEquals(1, directory.toFile().list().length);

            assertEquals(0, benchmark.startAndWait());
            benchmark.remove();
        }
        assertEquals(0, directory.toFile().list().length);
    }

    /** {@code /sys/kernel} has no room for anybody's files, not even root's. */
    @Test
    void aRootThatCannotBeWrittenToIsNamed() {
        Path readOnly = Path.of("/sys/kernel");
        Need.that(Files.isDirectory(readOnly), "there is no " + readOnly);
        try (GivenPlaces places = GivenPlaces.at(readOnly)) {
            ProcessCreate benchmark = new ProcessCreate();
            IllegalStateException thrown =
                    assertThrows(IllegalStateException.class, benchmark::write);

            Lack lack = Lack.behind(thrown).orElseThrow(() -> thrown);
            assertEquals(Requirement.WRITABLE_ROOT, lack.requirement());
        }
    }
}

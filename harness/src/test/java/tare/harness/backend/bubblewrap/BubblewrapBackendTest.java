package tare.harness.backend.bubblewrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Capability;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.LiveProcess;
import tare.harness.backend.program.Sabotage;

@Tag("runtime")
class BubblewrapBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new BubblewrapRoom().open("bubblewrap", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 10;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(2);
    }

    @Test
    void isUnavailableWithoutItsProgram() {
        Executables none = Executables.in(List.of(directory.toString()));
        Backend backend = new BubblewrapRoom(none).open("bubblewrap", context).orElseThrow();
        assertEquals(
                new Availability.Unavailable("there is no program bwrap", "tare setup bubblewrap"),
                backend.probe());
    }

    @Test
    void otherKeysAreNotIts() {
        assertTrue(new BubblewrapRoom().open("bubblewrapx", context).isEmpty());
    }

    @Test
    void itsCommandNamesWhatIsOn() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            List<String> arguments = LiveProcess.of(instance).parentArguments();
            List<String> wanted =
                    List.of(
                            "--unshare-pid",
                            "--unshare-net",
                            "--unshare-ipc",
                            "--unshare-uts",
                            "--unshare-cgroup",
                            "--as-pid-1",
                            "--ro-bind");
            assertTrue(arguments.containsAll(wanted), arguments.toString());
            // It would look at the end of a thread of Tare's.
            assertFalse(arguments.contains("--die-with-parent"), arguments.toString());
        }
    }

    @Test
    void theDriversWordsLeadToARemedy() {
        BubblewrapDriver driver = driver(true);
        assertEquals("tare setup bubblewrap", driver.remedy("bwrap: Unknown option --as-pid-1"));
        for (String words :
                List.of(
                        "bwrap: Creating new namespace failed: Operation not permitted",
                        "bwrap: No permissions to create new namespace, likely because",
                        "bwrap: setting up uid map: Permission denied")) {
            assertTrue(driver.remedy(words).contains("user namespaces"), words);
        }
        assertEquals("", driver.remedy("something else"));
    }

    @Test
    void withoutRootThereAreNoLimitsAndItSaysSo() {
        BubblewrapDriver driver = driver(false);
        assertFalse(driver.capabilities().contains(Capability.LIMITS));
        assertTrue(
                driver.find() instanceof Availability.Available found
                        && found.note().contains("no limits"));
        assertTrue(driver.description().contains("without limits"));
        assertTrue(driver(true).capabilities().contains(Capability.LIMITS));
    }

    private BubblewrapDriver driver(boolean root) {
        return new BubblewrapDriver(Optional.of(directory.resolve("bwrap")), root, directory);
    }
}

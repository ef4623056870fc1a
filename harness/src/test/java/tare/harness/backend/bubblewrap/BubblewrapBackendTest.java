package tare.harness.backend.bubblewrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Capability;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.LiveProcess;
import tare.harness.backend.program.SingleRoom;
import tare.harness.backend.program.WaitingContract;

@Tag("runtime")
class BubblewrapBackendTest extends WaitingContract {

    BubblewrapBackendTest() {
        super("bwrap");
    }

    @Override
    protected SingleRoom room(Executables executables) {
        return new BubblewrapRoom(executables);
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

package tare.harness.backend.nspawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.LiveProcess;
import tare.harness.backend.program.SingleRoom;
import tare.harness.backend.program.WaitingContract;

@Tag("runtime")
class NspawnBackendTest extends WaitingContract {

    NspawnBackendTest() {
        super("systemd-nspawn");
    }

    @Override
    protected SingleRoom room(Executables executables) {
        return new NspawnRoom(executables);
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
                            "--register=no",
                            "--keep-unit",
                            "--private-network",
                            "--console=pipe",
                            "--read-only",
                            "--drop-capability=all",
                            "--machine=tare");
            assertTrue(arguments.containsAll(wanted), arguments.toString());
            assertFalse(arguments.contains("--as-pid2"), arguments.toString());
        }
    }

    /** Those that it makes in systemd's own tree lie below the instance's, not at the root. */
    @Test
    void itsOwnGroupsLieBelowTheInstances() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess probe = LiveProcess.of(instance);
            assertTrue(
                    Files.readString(Path.of("/proc/" + probe.pid() + "/cgroup"))
                            .contains("/tare-" + runId + "-i0/payload"));
            assertTrue(
                    Files.readString(probe.parentFile("cgroup"))
                            .contains("/tare-" + runId + "-i0/supervisor"));
        }
    }

    @Test
    void theDriversWordsLeadToARemedy() {
        NspawnDriver driver = driver(true, directory);
        assertEquals("run as root", driver.remedy("Need to be root."));
        assertEquals("tare clean", driver.remedy("Directory tree /x is currently busy."));
        assertTrue(driver.remedy("unrecognized option '--console=pipe'").contains("242 or later"));
        assertTrue(driver.remedy("Failed to create cgroup").contains("control groups"));
        assertEquals("", driver.remedy("something else"));
    }

    @Test
    void needsRootAndARootThatItSees() {
        assertTrue(driver(false, directory).find() instanceof Availability.Unavailable);
        assertTrue(driver(true, directory).find().available());
        Availability hidden = driver(true, Path.of("/run/user/0/tare")).find();
        assertTrue(hidden.toString().contains("below /run"), hidden.toString());
    }

    private static NspawnDriver driver(boolean root, Path directory) {
        return new NspawnDriver(Optional.of(Path.of("/nowhere")), root, directory);
    }
}

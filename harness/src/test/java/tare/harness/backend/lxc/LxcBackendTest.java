package tare.harness.backend.lxc;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
class LxcBackendTest extends WaitingContract {

    LxcBackendTest() {
        super("lxc-start");
    }

    @Override
    protected SingleRoom room(Executables executables) {
        return new LxcRoom(executables);
    }

    @Test
    void itsCommandNamesWhatIsOn() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            List<String> arguments = LiveProcess.of(instance).parentArguments();
            assertTrue(arguments.contains("-F"), arguments.toString());
            Path configuration = Path.of(arguments.get(arguments.indexOf("-f") + 1));
            List<String> lines = Files.readAllLines(configuration);
            assertTrue(lines.contains("lxc.net.0.type = empty"), lines.toString());
            assertTrue(lines.contains("lxc.cap.keep = none"), lines.toString());
            assertTrue(lines.contains("lxc.rootfs.options = ro"), lines.toString());
            String monitor = Files.readString(LiveProcess.of(instance).parentFile("cgroup"));
            assertTrue(monitor.contains("lxc.monitor.tare-" + runId), monitor);
        }
    }

    @Test
    void theDriversWordsLeadToARemedy() {
        LxcDriver driver = driver(true, directory);
        assertEquals(
                "install LXC 4.0.7 or later",
                driver.remedy("lxc-start: Unknown configuration key \"lxc.cgroup.dir.monitor\""));
        assertTrue(driver.remedy("lsm/apparmor.c: If you really want").contains("profiles"));
        assertTrue(driver.remedy("Failed to create cgroup").contains("control groups"));
        assertEquals("run as root", driver.remedy("Permission denied"));
        assertEquals("", driver.remedy("something else"));
    }

    @Test
    void needsRootAndARootThatItSees() {
        assertTrue(driver(false, directory).find() instanceof Availability.Unavailable);
        assertTrue(driver(true, directory).find().available());
        Availability hidden = driver(true, Path.of("/run/user/0/tare")).find();
        assertTrue(hidden.toString().contains("below /run"), hidden.toString());
    }

    private static LxcDriver driver(boolean root, Path directory) {
        return new LxcDriver(Optional.of(Path.of("/nowhere")), root, directory);
    }
}

package tare.harness.backend.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.SharedBackendContract;
import tare.harness.backend.program.LiveProcess;
import tare.harness.linux.Namespace;
import tare.harness.linux.cgroup.Controller;
import tare.results.model.BackendClass;

/** Containers of libvirt's LXC driver. */
@Tag("runtime")
class LibvirtContainerTest extends SharedBackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new LibvirtRoom().open("libvirt:lxc", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        ((LibvirtLaunch) launch).describe("<domain type='lxc'><name>tare-nothing</name></domain>");
    }

    @Override
    protected int manyAtOnce() {
        return 6;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(2);
    }

    @Test
    void theContainerIsWhatIsSaidOfIt() throws IOException {
        Backend backend = availableBackend();
        assertEquals(BackendClass.CONTAINER, backend.backendClass());
        assertEquals(Set.of(), backend.labels());
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess probe = LiveProcess.of(instance);
            assertTrue(
                    probe.ownNamespaces()
                            .containsAll(
                                    EnumSet.of(
                                            Namespace.PID,
                                            Namespace.MOUNT,
                                            Namespace.NETWORK,
                                            Namespace.UTS,
                                            Namespace.IPC)));
            assertEquals("0000000000000000", probe.status("CapBnd"));
            assertEquals(
                    "" + InstanceSpec.DEFAULT_MEMORY_BYTES,
                    probe.limit(Controller.MEMORY, "memory.limit_in_bytes", "memory.max"));
            String status = Files.readString(Path.of("/proc/" + probe.pid() + "/status"));
            assertTrue(status.matches("(?s).*\nNSpid:\t[0-9\t]+\t1\n.*"), status);
        }
    }
}

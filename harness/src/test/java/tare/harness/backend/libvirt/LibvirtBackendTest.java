package tare.harness.backend.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.SharedBackendContract;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Guests of QEMU without KVM. */
@Tag("runtime")
class LibvirtBackendTest extends SharedBackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new LibvirtRoom().open("libvirt:qemu-tcg", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        ((LibvirtLaunch) launch).describe("<domain type='qemu'><name>tare-nothing</name></domain>");
    }

    @Override
    protected int manyAtOnce() {
        return 3;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(5);
    }

    @Test
    void isAVirtualMachineThatNoHardwareHelps() {
        Backend backend = backend(context);
        assertEquals(BackendClass.VM, backend.backendClass());
        assertEquals(Set.of(Label.EMULATED), backend.labels());
        assertEquals(List.of("libvirt:qemu-tcg"), new LibvirtRoom().defaultKeys());
    }

    @Test
    void itsGuestIsOfThisRunAndBoundToItsCpus() throws IOException {
        Backend backend = availableBackend();
        InstanceSpec plain = spec();
        InstanceSpec bound =
                new InstanceSpec(
                        plain.name(),
                        0,
                        plain.memoryLimitBytes(),
                        plain.maximumTasks(),
                        "0",
                        plain.deadline());
        try (Launch launch = backend.prepare(bound);
                Instance instance = launch.start()) {
            instance.awaitReady();
            Path process = Path.of("/proc/" + instance.hostPid().orElseThrow());
            String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
            assertTrue(command.contains("guest=tare-" + runId + "-" + bound.name()), command);
            assertTrue(command.contains("-accel tcg"), command);
            assertTrue(command.contains("-m 128 "), command);
            String status = Files.readString(process.resolve("status"));
            assertTrue(status.contains("\nCpus_allowed_list:\t0\n"), status);
        }
    }
}

package tare.harness.backend.podman;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Inside;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.Sabotage;
import tare.harness.linux.Needs;

@Tag("runtime")
class PodmanBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new PodmanRoom().open("podman", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 5;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    @Test
    void theProbeIsProcessOneWithinItsLimits() throws IOException {
        assertLimits(availableBackend());
    }

    @Test
    void crunBelowHoldsTheSame() throws IOException {
        try (Backend backend = new PodmanRoom().open("podman:crun", context).orElseThrow()) {
            assertEquals("podman:crun", backend.key());
            Availability availability = backend.probe();
            Needs.that(availability.available(), availability.toString());
            assertLimits(backend);
        }
        assertEquals(List.of(), journal.open());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private void assertLimits(Backend backend) throws IOException {
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            Inside inside = Inside.of(instance);
            assertEquals(1, inside.innermostPid());
            assertEquals("64 MiB", inside.memoryLimit());
            assertEquals(16, inside.taskLimit());
        }
    }

    @Test
    void nothingOfTheHostsContainersIsTouched() {
        String[] shared = {
            "/run/libpod",
            "/run/containers",
            "/run/runc",
            "/var/lib/containers",
            "/var/lib/cni",
            "/dev/shm/libpod_lock",
            "/etc/cni/net.d/cni.lock",
            "/sys/fs/cgroup/memory/libpod_parent"
        };
        Map<Path, Boolean> before = Inside.existence(shared);
        launchAndClose(availableBackend(), spec());
        assertEquals(before, Inside.existence(shared));
    }

    @Test
    void keysNameTheRuntimeBelow() {
        PodmanRoom room = new PodmanRoom();
        assertEquals("podman", room.open("podman:runc", context).orElseThrow().key());
        assertEquals(true, room.open("podman:other", context).isEmpty());
    }

    @Test
    void withoutAProgramItIsUnavailable() {
        PodmanRoom room = new PodmanRoom(Executables.in(List.of()));
        assertEquals(
                new Availability.Unavailable("there is no program podman", "tare setup podman"),
                room.open("podman", context).orElseThrow().probe());
    }
}

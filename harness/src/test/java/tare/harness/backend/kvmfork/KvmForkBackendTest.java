package tare.harness.backend.kvmfork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.backend.guest.GuestBackend;
import tare.harness.linux.Architecture;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.model.BackendClass;

@Tag("kernel")
class KvmForkBackendTest extends BackendContract {

    private static final int RLIMIT_NOFILE = 7;

    private @Nullable Backend used;

    Way way() {
        return Way.FORK;
    }

    @Override
    protected Backend backend(BackendContext context) {
        Backend backend = on(Architecture.current(), KvmDevice.PATH);
        used = backend;
        return backend;
    }

    private Backend on(Architecture architecture, Path device) {
        return new GuestBackend(new KvmForkDriver(way(), architecture), context, device);
    }

    /** The template is gone when the launch starts. */
    @Override
    protected void sabotage(Launch launch) {
        if (used != null) {
            used.close();
        }
    }

    @Override
    protected boolean outlivesTare() {
        return false;
    }

    @Test
    void isABareGuestWithTheLabelsOfItsKvm() {
        Backend backend = availableBackend();
        assertEquals(way().key(), backend.key());
        assertEquals(BackendClass.BARE_GUEST, backend.backendClass());
        assertTrue(backend.labels().stream().allMatch(label -> label.rankedApart()), "labels");
    }

    @Test
    void enteredAndChildAreUnseen() {
        Stages stages = launchAndClose(availableBackend(), spec()).stages();
        assertEquals(Stages.UNSEEN, stages.enteredNanos());
        assertEquals(Stages.UNSEEN, stages.childCpuNanos());
        assertTrue(stages.tareCpuNanos() > 0);
    }

    @Test
    void roomKnowsItsTwoKeys() {
        KvmForkRoom room = new KvmForkRoom();
        assertEquals(List.of("kvm-fork"), room.defaultKeys());
        assertEquals(List.of("kvm-rewind"), room.otherKeys());
        assertTrue(room.open("kvm-fork", context).isPresent());
        assertTrue(room.open("kvm-rewind", context).isPresent());
        assertTrue(room.open("kvm", context).isEmpty());
    }

    @Test
    void isUnavailableWithoutKvmAndOnAnotherArchitecture() {
        try (Backend nowhere = on(Architecture.X86_64, Path.of("/nowhere"));
                Backend arm = on(Architecture.AARCH64, KvmDevice.PATH)) {
            assertFalse(nowhere.probe().available());
            Availability.Unavailable why = (Availability.Unavailable) arm.probe();
            assertTrue(why.reason().contains("x86-64 alone"), why.reason());
        }
    }

    /** The limit is lowered so far that no descriptor is left for a machine. */
    @Test
    void exhaustedDescriptorsAreToldWithTheirRemedy() {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        Kernel kernel = new Kernel();
        try (Arena arena = new Arena(64);
                Launch launch = backend.prepare(spec())) {
            long old = arena.reserve(16);
            long lowest = kernel.call(Syscall.MEMFD_CREATE, arena.text("lowest"), 0);
            kernel.close(lowest);
            kernel.call(Syscall.PRLIMIT64, 0, RLIMIT_NOFILE, 0, old);
            long low = arena.words(lowest, arena.longAt(old + 8));
            kernel.call(Syscall.PRLIMIT64, 0, RLIMIT_NOFILE, low, 0);
            try {
                startUnderTheLimit(backend, launch);
            } finally {
                kernel.call(Syscall.PRLIMIT64, 0, RLIMIT_NOFILE, old, 0);
            }
        }
        assertNothingGrew(before);
    }

    /** A fork needs descriptors of its own. */
    void startUnderTheLimit(Backend backend, Launch launch) {
        LaunchException e = assertThrows(LaunchException.class, launch::start);
        assertEquals("ioctl KVM_CREATE_VM", e.step());
        assertTrue(e.remedy().contains("ulimit -n"), e.remedy());
    }
}

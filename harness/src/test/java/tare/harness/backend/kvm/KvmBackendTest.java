package tare.harness.backend.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.backend.guest.GuestBackend;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareCode;
import tare.workloads.kernel.GuestPayload;

@Tag("kernel")
class KvmBackendTest extends BackendContract {

    private static final int RLIMIT_NOFILE = 7;

    private final List<Backend> opened = new ArrayList<>();

    @Override
    protected Backend backend(BackendContext context) {
        return with(GuestPayload.READY.bytesForThisMachine());
    }

    private Backend with(byte[] code) {
        Backend backend = new GuestBackend(new KvmDriver(code), context, KvmDevice.PATH);
        opened.add(backend);
        return backend;
    }

    private Backend with(BareCode code) {
        return with(code.bytes());
    }

    @AfterEach
    void closeDevices() {
        opened.forEach(Backend::close);
    }

    /** No descriptor is left for the device, which was closed behind its back. */
    @Override
    protected void sabotage(Launch launch) {
        closeDevices();
    }

    @Override
    protected boolean outlivesTare() {
        return false;
    }

    private static InstanceSpec within(Duration deadline) {
        return new InstanceSpec(
                "bounded",
                0,
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                InstanceSpec.DEFAULT_TASKS,
                "",
                deadline);
    }

    @Test
    void guestThatNeverLeavesEndsAtTheDeadline() {
        availableBackend();
        try (Launch launch = with(BareCode.FOR_EVER).prepare(within(Duration.ofMillis(50)))) {
            Instance instance = launch.start();
            LaunchException e = assertThrows(LaunchException.class, instance::awaitReady);
            assertTrue(e.why().contains("50 ms"), e.why());
            assertFalse(instance.stages().stoppedNanos() == Stages.UNSEEN);
        }
    }

    @Test
    void faultIsToldInWords() {
        availableBackend();
        try (Launch launch = with(BareCode.INVALID).prepare(spec())) {
            Instance instance = launch.start();
            LaunchException e = assertThrows(LaunchException.class, instance::awaitReady);
            assertTrue(e.why().contains("triple fault"), e.why());
            assertFalse(instance.ping());
        }
    }

    @Test
    void threeHundredGuestsLiveAtOnce() {
        Backend backend = availableBackend();
        List<Instance> alive = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                try (Launch launch = backend.prepare(spec())) {
                    Instance instance = launch.start();
                    alive.add(instance);
                    instance.awaitReady();
                }
            }
            alive.forEach(instance -> assertTrue(instance.ping()));
        } finally {
            alive.forEach(Instance::close);
        }
    }

    @Test
    void enteredAndChildAreUnseen() {
        Stages stages = launchAndClose(availableBackend(), spec()).stages();
        assertEquals(Stages.UNSEEN, stages.enteredNanos());
        assertEquals(Stages.UNSEEN, stages.childCpuNanos());
        assertTrue(stages.tareCpuNanos() > 0);
    }

    @Test
    void roomKnowsItsKeyAlone() {
        KvmRoom room = new KvmRoom();
        assertEquals(List.of("kvm"), room.defaultKeys());
        assertTrue(room.open("kvm", context).isPresent());
        assertTrue(room.open("kvm-fork", context).isEmpty());
        assertFalse(
                new KvmRoom(Path.of("/nowhere"))
                        .open("kvm", context)
                        .orElseThrow()
                        .probe()
                        .available());
    }

    @Test
    void guestRunsOnTheCpusOfItsSpec() throws IOException {
        Backend backend = availableBackend();
        String before = allowedCpus();
        String first = before.split("[,-]", -1)[0];
        InstanceSpec anywhere = spec();
        InstanceSpec bound =
                new InstanceSpec(
                        anywhere.name(),
                        0,
                        anywhere.memoryLimitBytes(),
                        anywhere.maximumTasks(),
                        first,
                        anywhere.deadline());
        try (Launch launch = backend.prepare(bound);
                Instance instance = launch.start()) {
            instance.awaitReady();
            assertTrue(instance.ping());
        }
        assertEquals(before, allowedCpus());
    }

    private static String allowedCpus() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/thread-self/status"))) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.split("\\s+", -1)[1])
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The limit is lowered so far that the machine's descriptor is the last. */
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
            long low = arena.words(lowest + 1, arena.longAt(old + 8));
            kernel.call(Syscall.PRLIMIT64, 0, RLIMIT_NOFILE, low, 0);
            LaunchException e;
            try {
                e = assertThrows(LaunchException.class, launch::start);
            } finally {
                kernel.call(Syscall.PRLIMIT64, 0, RLIMIT_NOFILE, old, 0);
            }
            assertEquals("ioctl KVM_CREATE_VCPU", e.step());
            assertTrue(e.why().contains("too many open files"), e.why());
            assertTrue(e.remedy().contains("ulimit -n"), e.remedy());
        }
        assertNothingGrew(before);
    }
}

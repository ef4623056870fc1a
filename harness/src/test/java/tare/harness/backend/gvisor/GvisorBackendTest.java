package tare.harness.backend.gvisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.bundle.OciContract;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Needs;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.model.BackendClass;

@Tag("runtime")
class GvisorBackendTest extends OciContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new GvisorRoom().open("gvisor", context).orElseThrow();
    }

    @Override
    protected int manyAtOnce() {
        return 4;
    }

    /** What the host sees is gVisor's sandbox, which stands for the probe inside. */
    @Override
    protected boolean probeIsVisible() {
        return false;
    }

    @Override
    protected InstanceSpec limits(InstanceSpec spec) {
        return new InstanceSpec(spec.name(), 0, 256L << 20, 512, "", spec.deadline());
    }

    @Test
    void whatStandsForTheProbeIsTheSandbox() throws IOException {
        try (Launch launch = availableBackend().prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            String arguments =
                    Files.readString(
                            Path.of("/proc", "" + instance.hostPid().orElseThrow(), "cmdline"));
            assertTrue(arguments.startsWith("runsc-sandbox"), arguments);
        }
    }

    @Test
    void declaredLimitsThatAreLargerAreKept() throws IOException {
        InstanceSpec large = new InstanceSpec("large", 0, 512L << 20, 1024, "", spec().deadline());
        try (Launch launch = availableBackend().prepare(large);
                Instance instance = launch.start()) {
            instance.awaitReady();
            String group = "/sys/fs/cgroup/pids" + pidsGroup(instance.hostPid().orElseThrow());
            Needs.that(Files.isDirectory(Path.of(group)), "pids are not in version 1");
            assertEquals("1024", Files.readAllLines(Path.of(group, "pids.max")).get(0));
        }
    }

    private static String pidsGroup(int pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + pid, "cgroup")).stream()
                .filter(line -> line.contains(":pids:"))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .findFirst()
                .orElse("/none");
    }

    @Test
    void aKeyNamesItsPlatformAndPlainMeansPtrace() {
        GvisorRoom room = new GvisorRoom();
        assertEquals(List.of("gvisor"), room.defaultKeys());
        assertEquals(List.of("gvisor:ptrace", "gvisor:kvm", "gvisor:systrap"), room.otherKeys());
        assertEquals("gvisor", room.open("gvisor:ptrace", context).orElseThrow().key());
        assertEquals("gvisor:kvm", room.open("gvisor:kvm", context).orElseThrow().key());
        assertEquals(Optional.empty(), room.open("gvisor:", context));
        assertEquals(Optional.empty(), room.open("gvisor:PTRACE", context));
        Backend backend = backend(context);
        assertEquals(BackendClass.SANDBOX, backend.backendClass());
        assertTrue(backend.description().contains("512 tasks and 256 MiB"));
    }

    /** Where KVM has the hardware's help it starts; where not, it hangs, and all of it is ended. */
    @Test
    void kvmStartsOrIsFoundToHangAndIsEnded() {
        availableBackend();
        Map<String, Long> before = count();
        long start = clock.nanos();
        try (Backend backend = new GvisorRoom().open("gvisor:kvm", context).orElseThrow()) {
            Availability availability = backend.probe();
            assertTrue(clock.nanos() - start < 20_000_000_000L, "bounded");
            if (availability instanceof Availability.Unavailable absent) {
                assertTrue(absent.reason().contains("KVM") || absent.reason().contains("/dev/kvm"));
                assertTrue(absent.remedy().contains("use gvisor (ptrace)"), absent.toString());
            }
        }
        assertNothingGrew(before);
        assertEquals(List.of(), journal.open());
        assertEquals(List.of(), processesOf(runId));
    }

    /** What carries the run's word in its arguments. */
    private static List<String> processesOf(String token) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("tare-" + token + "-"))
                .toList();
    }

    @Test
    void withoutTheDeviceKvmIsNotTried() {
        Availability availability =
                new GvisorRoom(Executables.live(), Path.of("/nonexistent/kvm"))
                        .open("gvisor:kvm", context)
                        .orElseThrow()
                        .probe();
        assertTrue(!availability.available(), availability.toString());
    }

    @Test
    void systrapStartsOrTheRunscIsTooOld() {
        availableBackend();
        try (Backend backend = new GvisorRoom().open("gvisor:systrap", context).orElseThrow()) {
            if (backend.probe() instanceof Availability.Unavailable absent) {
                assertTrue(absent.reason().contains("unknown platform: systrap"), absent.reason());
                assertTrue(absent.remedy().contains("a runsc of 2023 or later"), absent.remedy());
            }
        }
    }

    @Test
    void withoutTheProgramItSaysHowToGetIt() {
        Backend backend =
                new GvisorRoom(Executables.in(List.of()), KvmDevice.PATH)
                        .open("gvisor", context)
                        .orElseThrow();
        assertEquals(
                new Availability.Unavailable("there is no program runsc", "tare setup gvisor"),
                backend.probe());
    }

    /** What runsc says where a seccomp filter forbids ptrace; read off such a run. */
    @Test
    void knowsWhatMendsAHostWithoutPtrace() {
        String said =
                "running container: creating container: cannot create sandbox: cannot read client"
                        + " sync file: waiting for sandbox to start: EOF";
        assertTrue(Platform.PTRACE.remedy(said).contains("kernel.yama.ptrace_scope"));
        assertEquals("run as root", Platform.PTRACE.remedy("mkdir x: permission denied"));
    }
}

package tare.harness.backend.firecracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.BackendContext;
import tare.harness.backend.HostCount;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.backend.vmm.Fault;
import tare.harness.backend.vmm.FirmGround;
import tare.harness.backend.vmm.StandIn;
import tare.harness.backend.vmm.VmmDriver;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.KvmKind;
import tare.harness.journal.CleanReport;
import tare.harness.journal.Cleaner;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.run.Workplace;

/**
 * SIGKILL of Tare: machines go on, since their line's end is nothing to them; the cleaner ends
 * them.
 */
@Tag("kernel")
class FirecrackerKilledEndToEndTest {

    private static final String VERSION = "Firecracker v0.0.0-stand-in";
    private static final int MANY = 3;

    @TempDir Path directory;

    @Test
    void theCleanerEndsMachinesAndTakesTheirSocketsAway() throws Exception {
        String runId = "vmm" + ProcessHandle.current().pid();
        String mark = "tare-" + runId;
        StateDirectory state = StateDirectory.open(directory.resolve("tare"));
        Path aside = Files.createDirectory(directory.resolve("aside"));
        Process tare =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FirecrackerKilledEndToEndTest.class.getName(),
                                state.path().toString(),
                                runId,
                                aside.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = tare.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("alive", output.readLine());
            assertEquals(MANY, sockets(mark));
        } finally {
            tare.destroyForcibly().waitFor();
        }
        assertNotEquals(List.of(), MarkedProcesses.find(mark));

        Cleaner cleaner = new Cleaner(state, new Kernel(), MonotonicClock.system());
        assertEquals(List.of(), cleaner.clean().failed());

        assertEquals(List.of(), MarkedProcesses.find(mark));
        assertEquals(0, HostCount.now(mark).get("cgroups"));
        assertEquals(0, sockets(mark));
        assertEquals(new CleanReport(List.of(), List.of(), List.of()), cleaner.clean(), "again");
    }

    private long sockets(String mark) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(path -> path.endsWith("api") && path.toString().contains(mark))
                    .count();
        }
    }

    /** Starts some and waits to be killed. */
    public static void main(String[] arguments) throws IOException {
        StandIn standIn =
                StandIn.of(FirecrackerKilledEndToEndTest.class, Path.of(arguments[2]), VERSION);
        Path kernel =
                Files.write(
                        Path.of(arguments[2], "vmlinux"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        Firecracker vmm = new Firecracker(standIn.accepted());
        try (Workplace place =
                Workplace.open(
                        StateDirectory.open(Path.of(arguments[0])),
                        new Kernel(),
                        MonotonicClock.system(),
                        arguments[1],
                        Workplace.Sharing.CONCURRENT)) {
            BackendContext context =
                    place.context()
                            .with(
                                    new TreeMap<>(
                                            Map.of(
                                                    vmm.setting(),
                                                    standIn.program(Fault.NONE).toString(),
                                                    GuestKernel.SETTING,
                                                    kernel.toString())));
            VmmDriver.Surroundings surroundings =
                    new VmmDriver.Surroundings(
                            Executables.in(List.of()),
                            new FirmGround(KvmKind.Kind.NONE),
                            new KernelStore(kernel));
            ProgramBackend backend =
                    new ProgramBackend(new VmmDriver(vmm, context, surroundings), context);
            for (int i = 0; i < MANY; i++) {
                Instance instance = backend.prepare(InstanceSpec.named("alive-" + i)).start();
                instance.awaitReady();
                instance.afterReady();
            }
            System.out.println("alive");
            System.in.read();
        }
    }
}

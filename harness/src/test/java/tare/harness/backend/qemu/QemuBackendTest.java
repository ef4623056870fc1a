package tare.harness.backend.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.machine.Firmware;
import tare.harness.backend.machine.Guest;
import tare.harness.backend.machine.QemuDriver;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.LiveProcess;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;
import tare.harness.linux.cgroup.Controller;
import tare.results.failure.UsageError;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.Metric;

@Tag("runtime")
class QemuBackendTest extends QemuContract {

    @Override
    String key() {
        return "qemu:q35-tcg";
    }

    @Override
    Set<Metric> layers() {
        return Set.of(Metric.LAYER_VMM, Metric.LAYER_FIRMWARE, Metric.LAYER_KERNEL);
    }

    @Test
    void isAVirtualMachineThatNoHardwareHelps() {
        Backend backend = backend(context);
        assertEquals(BackendClass.VM, backend.backendClass());
        assertEquals(Set.copyOf(EnumSet.of(Label.EMULATED)), backend.labels());
        assertEquals(
                List.of("qemu:q35-tcg", "qemu:microvm-tcg", "qemu:q35-kvm", "qemu:microvm-kvm"),
                new QemuRoom().defaultKeys());
        assertTrue(new QemuRoom().open("qemu:q35", context).isEmpty());
        assertTrue(new QemuRoom().open("qemu:q35-tcg-bzimage", context).isPresent());
    }

    @Test
    void isUnavailableWithoutItsProgramAndWithoutAKernel() throws IOException {
        assertEquals(
                new Availability.Unavailable(
                        "there is no program qemu-system-x86_64", "tare setup qemu"),
                open(KernelStore.live()).probe());
        script("exit 0");
        assertEquals(
                new Availability.Unavailable("there is no kernel for guests", GuestKernel.REMEDY),
                open(new KernelStore(directory.resolve("none"))).probe());
    }

    @Test
    void itsProcessIsInAGroupThatHoldsGuestAndMonitor() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess guest = LiveProcess.of(instance);
            assertEquals(
                    "" + (448L << 20),
                    guest.limit(Controller.MEMORY, "memory.limit_in_bytes", "memory.max"));
            assertEquals("64", guest.limit(Controller.PIDS, "pids.max", "pids.max"));
        }
    }

    /** The first instruction comes after the program's start and before the byte. */
    @Test
    void theGuestIsEnteredBetweenCreatedAndReady() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            var stages = instance.stages();
            assertTrue(stages.createdNanos() < stages.enteredNanos(), stages.toString());
            assertTrue(stages.enteredNanos() < stages.readyNanos(), stages.toString());
        }
    }

    /** Where it is not, firmware and kernel are one. */
    @Test
    void theFirmwareIsHeardWhereItIsWanted() {
        availableBackend();
        try (Backend deaf = open(key(), Map.of(Firmware.SETTING, "false"))) {
            assertEquals(
                    Set.of(Metric.LAYER_VMM, Metric.LAYER_GUEST),
                    launchAndClose(deaf, spec()).layers().nanos().keySet());
        }
        UsageError e =
                assertThrows(
                        UsageError.class, () -> open(key(), Map.of(Firmware.SETTING, "perhaps")));
        assertTrue(e.toString().contains("perhaps"), e.toString());
        assertTrue(new QemuRoom().reads(Firmware.SETTING));
    }

    private Backend open(String key, Map<String, String> settings) {
        return new QemuRoom().open(key, context.with(new TreeMap<>(settings))).orElseThrow();
    }

    @Test
    void aPackedImageBootsToo() {
        availableBackend();
        try (Backend backend = new QemuRoom().open("qemu:q35-tcg-bzimage", context).orElseThrow()) {
            assertTrue(launchAndClose(backend, spec()).stages().readyNanos() > 0);
        }
    }

    /** KVM that runs no stock kernel is found out by a bounded trial, and named. */
    @Test
    void kvmBootsAKernelOrSaysWhyNot() {
        availableBackend();
        try (Backend backend = new QemuRoom().open("qemu:q35-kvm", context).orElseThrow()) {
            Availability availability = backend.probe();
            if (backend.labels().contains(Label.SOFTWARE_PAGING) && !availability.available()) {
                assertTrue(availability.toString().contains("tcg"), availability.toString());
            }
            assertFalse(backend.labels().contains(Label.EMULATED));
        }
        nothingIsLeft();
    }

    @Test
    void aKernelThatIsNoneIsRefusedBeforeAnythingStarts() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "no kernel at all\n".repeat(99));
        Availability availability = withKernel(text).probe();
        assertTrue(availability.toString().contains("neither an ELF file"), "" + availability);
        assertTrue(availability.toString().contains("--kernel"), "" + availability);
        assertTrue(
                withKernel(directory.resolve("none")).probe().toString().contains("no such file"));
    }

    @Test
    void aGuestThatTripleFaultsEndsBeforeItsDeadline() throws IOException {
        availableBackend();
        Path kernel = Files.write(directory.resolve("faulty"), faulty());
        // Known, so that this kernel is not asked for it.
        Files.writeString(directory.resolve("host-counter"), " lpj=8000000");
        long start = clock.nanos();
        try (Backend backend = withKernel(kernel)) {
            LaunchException e =
                    assertThrows(LaunchException.class, () -> launchAndClose(backend, patient()));
            assertTrue(String.valueOf(e.getMessage()).contains("ended first"), e.getMessage());
        }
        assertTrue(clock.nanos() - start < patient().deadline().toNanos(), "at its deadline");
        nothingIsLeft();
    }

    @Test
    void aGuestWithoutAFirstProcessEndsInAPanicThatIsShown() {
        refuses(new Initramfs().directory("dev").terminal("dev/console", 5, 1), "Kernel panic");
    }

    @Test
    void anInitramfsLargerThanTheMemoryIsRefusedBeforeAnythingStarts() {
        refuses(Initramfs.ofProbe().program("large", new byte[40 << 20]), "too few for a kernel");
    }

    @Test
    void aQemuThatIsTooOldIsNamedWithTheVersionThatIsNot() throws IOException {
        Files.writeString(directory.resolve("host-counter"), " lpj=8000000");
        script("echo 'qemu-system-x86_64: unsupported machine type' >&2; exit 1");
        Availability availability = open(KernelStore.live()).probe();
        assertTrue(availability.toString().contains("unsupported machine"), "" + availability);
        assertTrue(availability.toString().contains("QEMU 4.2"), availability.toString());
        nothingIsLeft();
    }

    /** Says that its machine runs, and then writes the byte itself: no probe answers. */
    @Test
    void aProgramThatWritesTheByteItselfIsFoundOut() throws IOException {
        Files.writeString(directory.resolve("host-counter"), " lpj=8000000");
        script(
                """
                for word; do
                    case $word in pipe,id=qmp,path=*) said=${word#pipe,id=qmp,path=} ;; esac
                done
                echo '{"event": "RESUME"}' >"$said.out"
                printf R
                exec cat >/dev/null""");
        Needs.that(KernelStore.live().newest().isPresent(), "there is no kernel for guests");
        LaunchException e =
                assertThrows(
                        LaunchException.class,
                        () -> launchAndClose(open(KernelStore.live()), brief()));
        assertTrue(String.valueOf(e.getMessage()).contains("no probe answers"), e.getMessage());
        nothingIsLeft();
    }

    /** By the agent, on the console, whose end is in the failure. */
    @Test
    void aModuleThatCannotBeLoadedIsNamed() throws IOException {
        Path module = Files.write(directory.resolve("x.ko"), new byte[100]);
        refuses(Initramfs.ofAgent().modules(List.of(module)), "E - /modules/0 8");
    }

    private static InstanceSpec brief() {
        return new InstanceSpec(
                "brief",
                0,
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                InstanceSpec.DEFAULT_TASKS,
                "",
                Duration.ofSeconds(2));
    }

    private void refuses(Initramfs initramfs, String words) {
        availableBackend();
        Guest guest =
                new Guest(
                        initramfs,
                        "other.cpio",
                        () -> Pipes.toTerminal(new Kernel()),
                        Optional.empty(),
                        false,
                        said -> {},
                        true);
        QemuDriver driver =
                new QemuDriver(
                        QemuKey.parse(key()).orElseThrow(),
                        Executables.live(),
                        GuestKernel.find(context, KernelStore.live()),
                        context,
                        guest);
        long start = clock.nanos();
        try (Backend backend = new ProgramBackend(driver, context)) {
            LaunchException e =
                    assertThrows(LaunchException.class, () -> launchAndClose(backend, patient()));
            assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
        }
        assertTrue(clock.nanos() - start < patient().deadline().toNanos(), "at its deadline");
        nothingIsLeft();
    }

    private static InstanceSpec patient() {
        return new InstanceSpec(
                "bad",
                0,
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                InstanceSpec.DEFAULT_TASKS,
                "",
                Duration.ofSeconds(60));
    }

    private void nothingIsLeft() {
        assertEquals(List.of(), journal.open());
        try {
            assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Backend withKernel(Path kernel) {
        var settings = new java.util.TreeMap<>(context.settings());
        settings.put(GuestKernel.SETTING, kernel.toString());
        return new QemuRoom().open(key(), context.with(settings)).orElseThrow();
    }

    private Backend open(KernelStore store) {
        Executables executables = Executables.in(List.of(directory.toString()));
        BackendContext own = context;
        return new QemuRoom(executables, store).open("qemu:microvm-tcg", own).orElseThrow();
    }

    private void script(String lines) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("qemu-system-x86_64"), "#!/bin/sh\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /**
     * An ELF file that is entered by PVH and whose first instruction is an undefined one, for which
     * there is no handler, nor one for that fault.
     */
    private static byte[] faulty() {
        int at = 0x100000;
        ByteBuffer file = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
        file.putShort((short) 2).putShort((short) 62).putInt(1);
        file.putLong(at + 0x200).putLong(64).putLong(0).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 2);
        file.position(64);
        header(file, 1, 0, at, 0x1000);
        header(file, 4, 0x100, at + 0x100, 20);
        // Owner "Xen", kind 18: XEN_ELFNOTE_PHYS32_ENTRY.
        file.position(0x100);
        file.putInt(4).putInt(4).putInt(18);
        file.put("Xen\0".getBytes(StandardCharsets.US_ASCII)).putInt(at + 0x200);
        file.position(0x200);
        file.put(new byte[] {0x0f, 0x0b});
        return file.array();
    }

    private static void header(ByteBuffer file, int kind, long offset, long address, long bytes) {
        file.putInt(kind).putInt(7).putLong(offset).putLong(address).putLong(address);
        file.putLong(bytes).putLong(bytes).putLong(4);
    }
}

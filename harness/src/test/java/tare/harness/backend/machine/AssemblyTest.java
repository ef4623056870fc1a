package tare.harness.backend.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Rung.Way;
import tare.harness.backend.Rungs;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.workloads.kernel.SerialKernel;

class AssemblyTest {

    private static final QemuKey MICROVM = QemuKey.parse("qemu:microvm-tcg").orElseThrow();
    private static final QemuKey Q35 = QemuKey.parse("qemu:q35-tcg").orElseThrow();

    @TempDir private Path directory;
    private Path payload;

    @BeforeEach
    void theCounterIsKnown() throws IOException {
        payload = directory.resolve("payload");
        // So that no guest is booted to ask for it.
        Files.writeString(directory.resolve("host-counter"), " lpj=8000000");
    }

    private List<String> words(QemuKey key, Set<MachineLayer> layers) {
        Path kernel = Path.of("/vmlinux");
        BackendContext context =
                new BackendContext("run", MonotonicClock.system(), Journal.forgetting(), directory);
        return List.of(
                new Assembly(
                                key,
                                layers,
                                Guest.ofProbe(),
                                new GuestKernel(kernel, Optional.of(kernel), List.of(), directory),
                                Path.of("/qemu"),
                                context)
                        .command(
                                InstanceSpec.named("i"),
                                Optional.empty(),
                                "tare-1",
                                Path.of("/console"),
                                payload)
                        .words());
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }

    @Test
    void withoutAMachineThereIsNone() {
        List<String> words = words(Q35, Set.of());
        assertEquals("none", after(words, "-machine"));
        assertFalse(words.contains("-kernel"));
        assertFalse(words.contains("-serial"));
    }

    @Test
    void aMachineThatHasYetToActHasNothingToEnter() {
        List<String> words = words(Q35, EnumSet.of(MachineLayer.MACHINE));
        assertEquals("q35", after(words, "-machine"));
        assertFalse(words.contains("-kernel"));
        assertFalse(words.contains("-bios"));
        assertEquals("stdio", after(words, "-serial"));
    }

    @Test
    void firmwareEntersTheLeastKernel() throws IOException {
        Set<MachineLayer> layers = EnumSet.of(MachineLayer.MACHINE, MachineLayer.FIRMWARE);
        List<String> words = words(Q35, layers);
        assertEquals("qboot.rom", after(words, "-bios"));
        assertEquals(payload.toString(), after(words, "-kernel"));
        assertArrayEquals(SerialKernel.bytes(), Files.readAllBytes(payload));
        assertFalse(words.contains("-initrd"));
        assertFalse(words(MICROVM, layers).contains("-bios"), "it is a microvm's own");
    }

    @Test
    void eachDeviceIsWhatItsNameSays() {
        Set<MachineLayer> usual = MachineLayer.usual(QemuKey.Machine.MICROVM);
        List<String> words = words(MICROVM, usual);
        assertEquals("/vmlinux", after(words, "-kernel"));
        assertTrue(after(words, "-append").startsWith("console=ttyS1 quiet"));
        assertEquals("1", after(words, "-smp"));
        assertEquals("131072K", after(words, "-m"));
        Set<MachineLayer> all = EnumSet.allOf(MachineLayer.class);
        List<String> whole = words(MICROVM, all);
        assertEquals("2", after(whole, "-smp"));
        assertEquals("524288K", after(whole, "-m"));
        assertTrue(whole.contains("pcie=on"));
        assertTrue(whole.contains("virtio-net-pci,romfile="));
        all.remove(MachineLayer.CONSOLE);
        List<String> silent = words(MICROVM, all);
        assertTrue(after(silent, "-append").startsWith("quiet"));
        assertFalse(silent.contains("-chardev"));
        assertEquals("stdio", after(silent, "-serial"));
    }

    @Test
    void theLaddersLeadThroughWhatALaunchHas() {
        List<Rungs.Step<MachineLayer>> q35 = MachineLayer.ladder(QemuKey.Machine.Q35);
        assertEquals(9 + 6, q35.size());
        assertTrue(
                q35.stream()
                        .filter(step -> step.way() == Way.FORWARD)
                        .anyMatch(
                                step -> step.on().equals(MachineLayer.usual(QemuKey.Machine.Q35))));
        List<Rungs.Step<MachineLayer>> microvm = MachineLayer.ladder(QemuKey.Machine.MICROVM);
        assertEquals(8 + 5, microvm.size());
        assertTrue(microvm.stream().noneMatch(step -> step.on().contains(MachineLayer.SEABIOS)));
    }
}

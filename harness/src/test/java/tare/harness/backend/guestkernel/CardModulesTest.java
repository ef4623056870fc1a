package tare.harness.backend.guestkernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;
import tare.harness.backend.MemoryJournal;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;

/** The modules of a network card, from a package to where guests find them. */
class CardModulesTest {

    private static final String TOKEN = "tare-12345678-kernel";
    private static final String IN = "./lib/modules/6.1-cloud/kernel/";

    @TempDir private Path directory;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    @BeforeEach
    void addTheImage() {
        files.put("./boot/vmlinuz-6.1-cloud", Kernels.image());
    }

    private void module(String path, String needed) {
        files.put(IN + path, Kernels.module(needed));
    }

    private Path added() throws IOException {
        Path archive = Files.write(directory.resolve("x.deb"), Kernels.deb("data.tar.xz", files));
        KernelStore store = new KernelStore(directory.resolve("kernels"));
        Path kernel = store.add("a", archive, TOKEN, new MemoryJournal());
        assertEquals(Optional.empty(), store.fault(kernel));
        return kernel;
    }

    private static List<String> names(Path kernel) {
        return KernelStore.modules(kernel).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    /** As Debian 12's cloud kernel has them: some lie before those that need them. */
    private void debian() {
        module("drivers/net/net_failover.ko", "failover");
        module("drivers/net/veth.ko", "");
        module("drivers/net/virtio_net.ko", "virtio_ring,virtio,net_failover");
        module("drivers/virtio/virtio.ko", "virtio_ring");
        module("drivers/virtio/virtio_pci.ko", "virtio-pci-modern-dev,virtio_ring,virtio");
        module("drivers/virtio/virtio-pci-modern-dev.ko", "");
        module("drivers/virtio/virtio_ring.ko", "");
        module("net/core/failover.ko", "");
    }

    @Test
    void areInAnOrderInWhichTheyCanBeLoaded() throws IOException {
        debian();
        Path kernel = added();
        assertEquals(
                List.of(
                        "virtio_pci_modern_dev.ko",
                        "virtio_ring.ko",
                        "virtio.ko",
                        "virtio_pci.ko",
                        "failover.ko",
                        "net_failover.ko",
                        "virtio_net.ko"),
                names(kernel));
        assertArrayEquals(
                Kernels.module("failover"), Files.readAllBytes(kernel.resolve("net_failover.ko")));
        Files.write(kernel.resolve("virtio.ko"), new byte[1]);
        assertEquals(
                Optional.of("damaged: virtio.ko is not what its checksum says"),
                new KernelStore(directory.resolve("kernels")).fault(kernel));
    }

    @Test
    void areUnpacked() throws IOException {
        byte[] card = Kernels.module("failover");
        files.put(IN + "virtio_net.ko.xz", Kernels.Packing.XZ.pack(card));
        files.put(IN + "failover.ko.gz", Kernels.Packing.GZIP.pack(Kernels.module("")));
        Path kernel = added();
        assertEquals(List.of("failover.ko", "virtio_net.ko"), names(kernel));
        assertArrayEquals(card, Files.readAllBytes(kernel.resolve("virtio_net.ko")));
    }

    @Test
    void areNoneWhereOneIsNotThere() throws IOException {
        debian();
        files.remove(IN + "net/core/failover.ko");
        Path kernel = added();
        assertEquals(List.of(), names(kernel));
        try (Stream<Path> all = Files.list(kernel)) {
            assertEquals(4, all.count(), "image, ELF file, empty list, checksums");
        }
    }

    @Test
    void areKnownOfTheStoresKernelAlone() throws IOException {
        debian();
        Path kernel = added();
        KernelStore store = new KernelStore(directory.resolve("kernels"));
        assertEquals(
                KernelStore.modules(kernel),
                GuestKernel.find(context(Map.of()), store).orElseThrow().modules());
        Map<String, String> named = Map.of(GuestKernel.SETTING, "/boot/vmlinuz");
        assertEquals(List.of(), GuestKernel.find(context(named), store).orElseThrow().modules());
    }

    private BackendContext context(Map<String, String> settings) {
        return new BackendContext("run", MonotonicClock.system(), Journal.forgetting(), directory)
                .with(new TreeMap<>(settings));
    }

    @Test
    void endWhereTheyNeedEachOther() throws IOException {
        module("virtio_net.ko", "failover");
        module("failover.ko", "virtio_net");
        assertEquals(List.of("failover.ko", "virtio_net.ko"), names(added()));
    }

    @Test
    void damagedOnesAreNamed() {
        byte[] whole = Kernels.module("virtio");
        refused(new byte[0]);
        refused(new byte[200]);
        for (int length = 0; length < whole.length - 64; length += 7) {
            refused(java.util.Arrays.copyOf(whole, length));
        }
    }

    private void refused(byte[] module) {
        files.put(IN + "virtio_net.ko", module);
        LaunchException e = assertThrows(LaunchException.class, this::added);
        assertTrue(e.why().contains("virtio_net.ko: it"), e.why());
    }

    /** Whatever the bytes are, it is told what is wrong, and nothing else is thrown. */
    @Test
    void whatIsDamagedAnywhereIsReadOrRefused() {
        Random random = new Random(1);
        byte[] whole = Kernels.module("virtio,virtio_ring");
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(new ModuleFile(damaged).needs().size() < 100);
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("it"), e.toString());
            }
        }
    }
}

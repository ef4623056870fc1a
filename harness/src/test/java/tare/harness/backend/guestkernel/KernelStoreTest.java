package tare.harness.backend.guestkernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.LaunchException;
import tare.harness.backend.MemoryJournal;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;

class KernelStoreTest {

    private static final String TOKEN = "tare-12345678-kernel";
    private static final String IN = "./boot/vmlinuz-6.1-cloud";

    @TempDir private Path directory;

    private final MemoryJournal journal = new MemoryJournal();
    private KernelStore store = KernelStore.live();

    @BeforeEach
    void makeAStore() {
        store = new KernelStore(directory.resolve("cache/kernels"));
    }

    private Path deb(String data, String path, byte[] content) throws IOException {
        return Files.write(directory.resolve("x.deb"), Kernels.deb(data, path, content));
    }

    private Path add(String name) throws IOException {
        return store.add(name, deb("data.tar.xz", IN, Kernels.image()), TOKEN, journal);
    }

    private List<Path> inside() throws IOException {
        if (!Files.exists(store.directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(store.directory())) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.tar", "data.tar.gz", "data.tar.xz"})
    void takesTheKernelOutOfAPackage(String data) throws IOException {
        Path kernel = store.add("linux_1_amd64", deb(data, IN, Kernels.image()), TOKEN, journal);
        assertEquals(store.directory().resolve("linux_1_amd64"), kernel);
        assertArrayEquals(Kernels.image(), Files.readAllBytes(kernel.resolve("vmlinuz")));
        assertArrayEquals(Kernels.elf(5_000), Files.readAllBytes(kernel.resolve("vmlinux")));
        assertEquals(Optional.empty(), store.fault(kernel));
        assertEquals(Optional.of(kernel), store.newest());
        assertEquals(List.of(kernel), inside());
        assertEquals(List.of(), journal.open());
    }

    @Test
    void leavesItForEverybodyToRead() throws IOException {
        Path kernel = add("a");
        for (Path at : List.of(kernel, store.directory(), store.directory().getParent())) {
            assertEquals("rwxr-xr-x", mode(at));
        }
        for (String name : List.of("vmlinuz", "vmlinux", "modules", "SHA256SUMS")) {
            assertEquals("rw-r--r--", mode(kernel.resolve(name)));
        }
    }

    private static String mode(Path at) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(at));
    }

    @Test
    void takesAnElfFileAlone() throws IOException {
        Path kernel = store.add("a", deb("data.tar", IN, Kernels.elf(100)), TOKEN, journal);
        assertFalse(Files.exists(kernel.resolve("vmlinux")));
        assertEquals(Optional.empty(), store.fault(kernel));
    }

    @Test
    void seesDamageAndPutsANewOneInItsPlace() throws IOException {
        Path kernel = add("a");
        Files.write(kernel.resolve("vmlinux"), new byte[] {1});
        assertEquals(
                Optional.of("damaged: vmlinux is not what its checksum says"), store.fault(kernel));
        Files.delete(kernel.resolve("vmlinux"));
        assertTrue(store.fault(kernel).orElseThrow().startsWith("damaged: NoSuchFileException"));
        Files.writeString(kernel.resolve("SHA256SUMS"), "");
        assertEquals(Optional.of("damaged: SHA256SUMS does not name vmlinuz"), store.fault(kernel));
        Files.writeString(kernel.resolve("SHA256SUMS"), "0  ../../etc/passwd\n");
        assertTrue(store.fault(kernel).isPresent());
        assertEquals(kernel, add("a"));
        assertEquals(Optional.empty(), store.fault(kernel));
        assertEquals(List.of(kernel), inside());
    }

    @Test
    void leavesNothingWhereThereIsNoKernel() throws IOException {
        refused("it has no boot/vmlinuz", deb("data.tar.xz", "./boot/System.map", new byte[9]));
        refused("does not undo", deb("data.tar.zst", IN, Kernels.image()));
        refused("neither an ELF file", deb("data.tar.xz", IN, new byte[5_000]));
        refused("no package", Files.write(directory.resolve("x.deb"), new byte[10]));
        byte[] whole = Kernels.deb("data.tar.xz", IN, Kernels.image());
        for (int length = 0; length < whole.length / 2; length += 97) {
            Files.write(directory.resolve("x.deb"), java.util.Arrays.copyOf(whole, length));
            refused("", directory.resolve("x.deb"));
        }
    }

    private void refused(String why, Path archive) throws IOException {
        LaunchException e =
                assertThrows(LaunchException.class, () -> store.add("a", archive, TOKEN, journal));
        assertTrue(e.why().contains(why), e.why());
        assertEquals(List.of(), inside());
        assertEquals(List.of(), journal.open());
    }

    @Test
    void writesDownWhatIsHalfDoneForTheCleaner() throws IOException {
        Path aside = store.directory().resolve(TOKEN);
        List<Resource> written = new java.util.ArrayList<>();
        Journal watching =
                resource -> {
                    assertFalse(Files.exists(aside));
                    written.add(resource);
                    return journal.intend(resource);
                };
        store.add("a", deb("data.tar.xz", IN, Kernels.image()), TOKEN, watching);
        assertEquals(List.of(new Resource.Directory(aside)), written);
    }

    @Test
    void passesOverWhatIsNotWhole() throws IOException {
        assertEquals(Optional.empty(), store.newest());
        Path old = add("b");
        Files.setLastModifiedTime(old.resolve("SHA256SUMS"), FileTime.fromMillis(1_000_000));
        Path without = Files.createDirectories(store.directory().resolve("c"));
        Files.write(without.resolve("vmlinuz"), Kernels.image());
        Path empty = Files.createDirectories(store.directory().resolve("d"));
        Files.writeString(empty.resolve("SHA256SUMS"), "");
        Files.writeString(store.directory().resolve("e"), "");
        Path aside = Files.createDirectories(store.directory().resolve("tare-1-kernel"));
        Files.write(aside.resolve("vmlinuz"), Kernels.image());
        Files.writeString(aside.resolve("SHA256SUMS"), "");
        assertEquals(Optional.of(old), store.newest());
        Path young = add("a");
        assertEquals(Optional.of(young), store.newest());
        store.discard(young);
        assertEquals(Optional.of(old), store.newest());
    }

    @Test
    void takesNoNameThatLeadsElsewhere() {
        for (String name : List.of("", "..", "a/b", "../a", ".a")) {
            assertThrows(IllegalArgumentException.class, () -> add(name));
        }
        assertThrows(IllegalArgumentException.class, () -> store.discard(directory));
    }

    /** One that Tare of before modules has unpacked is used, and fetched again by setup. */
    @Test
    void takesAnOlderKernelWithoutAListOfModules() throws IOException {
        Path kernel = add("a");
        Files.delete(kernel.resolve("modules"));
        String sums = Files.readString(kernel.resolve("SHA256SUMS"));
        Files.writeString(kernel.resolve("SHA256SUMS"), sums.replaceAll("(?m)^.*  modules\n", ""));
        assertEquals(Optional.of(kernel), store.newest());
        assertEquals(List.of(), KernelStore.modules(kernel));
        assertTrue(store.fault(kernel).orElseThrow().contains("an older Tare unpacked it"));
        add("a");
        assertEquals(Optional.empty(), store.fault(kernel));
    }

    @Test
    void takesNoModuleFromElsewhere() throws IOException {
        Path kernel = add("a");
        for (String name : List.of("../x.deb", "/etc/hostname", "absent.ko", "a\0b")) {
            Files.writeString(kernel.resolve("modules"), name + "\n");
            assertEquals(List.of(), KernelStore.modules(kernel), name);
        }
    }
}

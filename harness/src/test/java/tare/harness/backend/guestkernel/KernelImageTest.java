package tare.harness.backend.guestkernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tare.harness.backend.LaunchException;

class KernelImageTest {

    @TempDir private Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("vmlinuz"), content);
    }

    private byte[] unpacked(byte[] image) throws IOException {
        Path target = directory.resolve("vmlinux");
        KernelImage.read(file(image)).unpack(target);
        return Files.readAllBytes(target);
    }

    private LaunchException refused(byte[] image) {
        return assertThrows(LaunchException.class, () -> unpacked(image));
    }

    @ParameterizedTest
    @EnumSource
    void unpacksWhatIsPackedInIt(Kernels.Packing packing) throws IOException {
        byte[] elf = Kernels.elf(20_000);
        assertArrayEquals(elf, unpacked(Kernels.image(packing.pack(elf), elf.length)));
    }

    @Test
    void takesAnElfFileAsItIs() throws IOException {
        assertTrue(KernelImage.read(file(Kernels.elf(64))).isElf());
        assertFalse(KernelImage.read(file(Kernels.image())).isElf());
    }

    @Test
    void refusesWhatIsNoKernel() {
        for (byte[] content : new byte[][] {{}, {1, 2, 3}, new byte[4096]}) {
            LaunchException e = refused(content);
            assertTrue(e.why().contains("neither an ELF file nor an image"), e.why());
            assertTrue(e.remedy().contains("--kernel"), e.remedy());
        }
        assertTrue(
                assertThrows(LaunchException.class, () -> KernelImage.read(directory))
                        .why()
                        .contains("it is no file"));
        assertTrue(
                assertThrows(
                                LaunchException.class,
                                () -> KernelImage.read(directory.resolve("none")))
                        .why()
                        .contains("there is no such file"));
    }

    @Test
    void refusesWhatIsCutShort() {
        byte[] image = Kernels.image();
        LaunchException e = refused(Arrays.copyOf(image, image.length - 200));
        assertTrue(e.why().contains("cut short"), e.why());
    }

    @Test
    void refusesAWrongLength() {
        byte[] elf = Kernels.elf(1_000);
        for (Kernels.Packing packing : Kernels.Packing.values()) {
            byte[] packed = packing.pack(elf);
            refused(Kernels.image(packed, elf.length + 1));
            refused(Kernels.image(packed, -1));
            if (packing != Kernels.Packing.LZ4) {
                LaunchException e = refused(Kernels.image(packed, elf.length - 1));
                assertTrue(e.why().contains("more than 999 bytes"), e.why());
            }
        }
    }

    @Test
    void refusesWhatIsNotPackedAsItKnows() {
        byte[] content = new byte[1_000];
        LaunchException unknown = refused(Kernels.image(content, 5));
        assertTrue(unknown.why().contains("an unknown way"), unknown.why());
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
        System.arraycopy(zstd, 0, content, 0, zstd.length);
        LaunchException known = refused(Kernels.image(content, 5));
        assertTrue(known.why().contains("zstd"), known.why());
        byte[] noElf = Kernels.Packing.GZIP.pack(content);
        LaunchException other = refused(Kernels.image(noElf, content.length));
        assertTrue(other.why().contains("no ELF file"), other.why());
    }

    @Test
    void refusesAnOldProtocol() {
        byte[] image = Kernels.image();
        image[0x206] = 7;
        image[0x207] = 2;
        assertTrue(refused(image).why().contains("2.08"));
    }

    /** Whatever is missing or changed, it is a failed launch, and it ends. */
    @ParameterizedTest
    @EnumSource
    void survivesDamage(Kernels.Packing packing) throws IOException {
        byte[] elf = Kernels.elf(4_000);
        byte[] image = Kernels.image(packing.pack(elf), elf.length);
        Random random = new Random(packing.name().length());
        for (int i = 0; i < 80; i++) {
            refused(Arrays.copyOf(image, random.nextInt(image.length - 104)));
            byte[] changed = image.clone();
            for (int n = 0; n < 3; n++) {
                changed[0x1f0 + random.nextInt(image.length - 0x1f0)] = (byte) random.nextInt();
            }
            try {
                // A change may leave a file that unpacks: not every packing has checksums.
                assertEquals(elf.length, unpacked(changed).length, 1 << 20);
            } catch (LaunchException e) {
                assertFalse(e.why().isEmpty());
            }
        }
    }
}

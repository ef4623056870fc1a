package tare.harness.backend.guestkernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LegacyLz4Test {

    private static byte[] unpack(byte[] packed, long length) throws IOException {
        try (LegacyLz4 stream = new LegacyLz4(packed, length)) {
            return stream.readAllBytes();
        }
    }

    @Test
    void unpacksSeveralBlocks() throws IOException {
        byte[] plain = Kernels.elf(3_000);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(Kernels.Packing.LZ4.pack(Arrays.copyOf(plain, 2_000)));
        byte[] second = Kernels.Packing.LZ4.pack(Arrays.copyOfRange(plain, 2_000, 3_000));
        packed.write(second, 4, second.length - 4);
        packed.write(new byte[4]);
        assertArrayEquals(plain, unpack(packed.toByteArray(), plain.length));
    }

    @Test
    void givesSingleBytesToo() throws IOException {
        byte[] plain = Kernels.elf(10);
        try (LegacyLz4 stream = new LegacyLz4(Kernels.Packing.LZ4.pack(plain), plain.length)) {
            assertEquals(0x7f, stream.read());
            assertEquals('E', stream.read());
            assertEquals(0, stream.read(new byte[3], 0, 0));
            assertEquals(8, stream.readAllBytes().length);
            assertEquals(-1, stream.read());
        }
    }

    @Test
    void refusesWhatIsDamaged() {
        byte[] plain = Kernels.elf(1_000);
        byte[] packed = Kernels.Packing.LZ4.pack(plain);
        refused("no frame", new byte[] {1, 2, 3, 4, 5}, 5);
        refused("no frame", new byte[] {2}, 5);
        refused("ends after 0", Arrays.copyOf(packed, 6), 1_000);
        refused("ends after 1000", packed, 1_001);
        refused("left", Arrays.copyOf(packed, packed.length - 1), 1_000);
        for (int size : new int[] {0, -1, Integer.MAX_VALUE}) {
            byte[] wrong = packed.clone();
            System.arraycopy(Kernels.little(size), 0, wrong, 4, 4);
            refused("a block of " + size, wrong, 1_000);
        }
    }

    @Test
    void refusesABlockThatIsTooLarge() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(Kernels.Packing.LZ4.pack(new byte[20]), 0, 4);
        // One literal, then a match that is longer than a block.
        int length = (8 << 20) / 255 + 2;
        packed.write(Kernels.little(4 + length));
        packed.write(new byte[] {0x1f, 0, 1, 0});
        byte[] more = new byte[length];
        Arrays.fill(more, 0, length - 1, (byte) 255);
        packed.write(more);
        refused("a block of " + ((8 << 20) + 1), packed.toByteArray(), 9 << 20);
    }

    private static void refused(String why, byte[] packed, long length) {
        IOException e = assertThrows(IOException.class, () -> unpack(packed, length));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
    }
}

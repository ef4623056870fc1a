package tare.harness.linux.kvm.aarch64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Needs;

/** What can be proved of the Arm guest without an Arm host: its code. */
@Tag("kernel")
class BareMachineTest {

    private static final String PREFIX = "/usr/bin/aarch64-linux-gnu-";

    @TempDir private Path directory;

    private byte[] assembled(String source) throws Exception {
        Needs.that(Files.isExecutable(Path.of(PREFIX + "as")), "no binutils for aarch64");
        Path text = Files.writeString(directory.resolve("code.S"), source);
        Path object = directory.resolve("code.o");
        Path bytes = directory.resolve("code.bin");
        run(PREFIX + "as", text.toString(), "-o", object.toString());
        run(PREFIX + "objcopy", "-O", "binary", object.toString(), bytes.toString());
        return Files.readAllBytes(bytes);
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    @Test
    void everyVectorStoresToTheFaultAddress() throws Exception {
        byte[] vector =
                assembled(
                        String.format(
                                "movz x4, #0x%x, lsl #16%n 1: strb w4, [x4, #8]%n b 1b%n",
                                (BareMachine.faultPhysicalAddress() - 8) >> 16));
        byte[] code = {1, 2, 3, 4};
        byte[] image = BareMachine.imageOf(code);

        assertEquals(2048 + code.length, image.length);
        for (int i = 0; i < 16; i++) {
            assertArrayEquals(vector, Arrays.copyOfRange(image, i * 128, i * 128 + 12));
        }
        assertArrayEquals(code, Arrays.copyOfRange(image, 2048, image.length));
    }

    @Test
    void frequencyCodeReadsTheCounterFrequency() throws Exception {
        assertArrayEquals(
                assembled("mrs x3, cntfrq_el0\n 1: str x3, [x0]\n b 1b\n"),
                BareMachine.frequencyCode());
    }
}

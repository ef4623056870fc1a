package tare.workloads.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tare.workloads.Need;

class GuestPayloadTest {

    @ParameterizedTest
    @CsvSource({"x86_64, 1", "aarch64, 4"})
    void loopOfHostAndGuestAreTheSameBytes(String architecture, int returnBytes) {
        byte[] host = GuestPayload.LOOP_HOST.bytes(architecture);
        byte[] guest = GuestPayload.LOOP.bytes(architecture);
        int shared = host.length - returnBytes;

        assertEquals(-1, Arrays.mismatch(host, 0, shared, guest, 0, shared));
    }

    @ParameterizedTest
    @EnumSource
    void isSmall(GuestPayload payload) {
        assertTrue(payload.bytes("amd64").length <= 64);
        assertTrue(payload.bytes("aarch64").length <= 64);
    }

    @Test
    void namesAnUnknownArchitecture() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> GuestPayload.READY.bytes("riscv64"));
        assertTrue(e.toString().contains("riscv64"), e.toString());
    }

    /** An exit of aarch64 tells what was stored only for plain single-register stores. */
    @Tag("kernel")
    @ParameterizedTest
    @EnumSource(names = {"READY", "LOOP"})
    @Timeout(60)
    void aarch64StoresThroughPlainBaseRegister(GuestPayload payload, @TempDir Path directory)
            throws Exception {
        String objdump = "aarch64-linux-gnu-objdump";
        Need.command(objdump);
        Path code = directory.resolve("code.bin");
        Files.write(code, payload.bytes("aarch64"));
        Process process =
                new ProcessBuilder(
                                objdump,
                                "--disassemble-all",
                                "--no-show-raw-insn",
                                "--target=binary",
                                "--architecture=aarch64",
                                code.toString())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, process.waitFor(), text);

        List<String> stores = text.lines().filter(line -> line.contains("\tst")).toList();
        assertFalse(stores.isEmpty(), text);
        assertTrue(stores.stream().allMatch(line -> line.endsWith("strb\tw5, [x0]")), text);
        assertFalse(text.contains("undefined") || text.contains(".inst"), text);
    }
}

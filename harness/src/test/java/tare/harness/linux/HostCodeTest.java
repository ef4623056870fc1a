package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.workloads.kernel.KernelCode;
import tare.workloads.kernel.PayloadKernel;

@Tag("kernel")
class HostCodeTest {

    private static final long MULTIPLIER = 0x2545f491;

    private final HostCode code = new HostCode(new Kernel(), KernelCode.HOST.bytesForThisMachine());

    private static List<String> mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("tare-code"))
                .toList();
    }

    @Test
    void returnsWhatTheKernelComesTo() {
        long expected = 0;
        for (long turn = 1_000; turn > 0; turn--) {
            expected = expected * MULTIPLIER + turn;
        }
        long number = PayloadKernel.INTEGER_LOOP.number();
        assertEquals(expected, code.call(0L, number, 0L, 4096L, 1_000L));
    }

    @Test
    void isNeverWritableAndGoesWithItsEnd() throws IOException {
        int before = mappings().size();
        assertTrue(before > 0);
        assertTrue(mappings().stream().allMatch(line -> line.contains(" r-xp ")));
        code.close();
        code.close();
        assertEquals(before - 1, mappings().size());
        assertThrows(IllegalStateException.class, () -> code.call(0L, 0L, 0L, 4096L, 0L));
    }
}

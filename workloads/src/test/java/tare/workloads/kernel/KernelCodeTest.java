package tare.workloads.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCodeTest {

    private static byte[] kernels(KernelCode code, String architecture) {
        byte[] bytes = code.bytes(architecture);
        return Arrays.copyOfRange(bytes, code.kernelsOffset(architecture), bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void kernelsAreTheSameBytesAtTheSamePlaceInALineEverywhere(String architecture) {
        byte[] expected = kernels(KernelCode.HOST, architecture);
        assertTrue(expected.length > 300, "no kernels");
        for (KernelCode code : KernelCode.values()) {
            assertArrayEquals(expected, kernels(code, architecture), code.name());
            assertEquals(0, code.kernelsOffset(architecture) % 64, code.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void fitsIntoTheGuestsPage(String architecture) {
        assertTrue(KernelCode.GUEST.bytes(architecture).length <= 2_048);
    }

    @ParameterizedTest
    @EnumSource
    void namesAnUnknownArchitecture(KernelCode code) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> code.bytes("riscv64"));
        assertTrue(e.toString().contains("riscv64"), e.toString());
    }

    @Test
    void workloadsAreNamedInKebabCase() {
        assertEquals("kernel-integer-loop", PayloadKernel.INTEGER_LOOP.workload());
        assertEquals("kernel-exit", PayloadKernel.EXIT.workload());
    }

    @Test
    void aPageIsTouchedForTheFirstTimeOnce() {
        assertEquals(256, PayloadKernel.PAGE_TOUCH.mostTurns(1 << 20));
        assertEquals(KernelRequest.MOST_TURNS, PayloadKernel.EXIT.mostTurns(1 << 20));
    }
}

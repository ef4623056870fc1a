package tare.harness.backend.usermode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GuestKernelTest {

    @Test
    void readsTheDelayLoopOffTheConsole() {
        assertEquals(
                OptionalLong.of(8265728),
                GuestKernel.loops("Calibrating delay loop... 1653.14 BogoMIPS (lpj=8265728) x"));
        assertEquals(OptionalLong.empty(), GuestKernel.loops("(lpj=0) lpj=5"));
        assertEquals(OptionalLong.empty(), GuestKernel.loops(""));
    }
}

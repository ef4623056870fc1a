package tare.harness.backend.usermode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstBootTest {

    private static final String DELAY =
            "Calibrating delay loop... 1653.14 BogoMIPS (lpj=8265728) x";

    @Test
    void readsWhatTheKernelSaysOfItsDelayLoop() {
        assertEquals(Optional.of(new FirstBoot(8_265_728, false)), FirstBoot.of(DELAY));
        assertEquals(Optional.empty(), FirstBoot.of("(lpj=0) lpj=5"));
        assertEquals(Optional.empty(), FirstBoot.of(""));
    }

    @Test
    void knowsThatRegistersCannotBePutBack() {
        String said = DELAY + " userspace - ptrace set fp regs failed, errno = ";
        assertEquals(Optional.of(new FirstBoot(8_265_728, true)), FirstBoot.of(said + "14 Kernel"));
        assertEquals(Optional.of(new FirstBoot(8_265_728, false)), FirstBoot.of(said + "3"));
    }
}

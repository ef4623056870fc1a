package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    /** Numbers of include/uapi/linux/capability.h. */
    @Test
    void namesAreThoseOfTheNumbers() {
        assertEquals(List.of(), Capabilities.names(0));
        assertEquals(
                List.of("CAP_CHOWN", "CAP_SYS_ADMIN", "CAP_SYS_RESOURCE", "CAP_CHECKPOINT_RESTORE"),
                Capabilities.names(1 | 1L << 21 | 1L << 24 | 1L << 40));
        assertEquals(41, Capabilities.names(-1).size());
    }
}

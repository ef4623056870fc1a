package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

@Tag("kernel")
class ThreadPayloadTest {

    @Test
    void runsEveryKernel() {
        try (Payload thread = new ThreadPayload(new Kernel(), MonotonicClock.system())) {
            assertEquals(EnumSet.allOf(PayloadKernel.class), thread.kernels());
            long bytes = 1 << 20;
            thread.runNanos(KernelRequest.chain(bytes));
            for (PayloadKernel kernel : PayloadKernel.values()) {
                assertTrue(thread.runNanos(KernelRequest.run(kernel, bytes, 0)) > 0);
                assertTrue(thread.runNanos(KernelRequest.run(kernel, bytes, 256)) > 0);
            }
            assertTrue(thread.runNanos(KernelRequest.discard(bytes)) > 0);
        }
    }
}

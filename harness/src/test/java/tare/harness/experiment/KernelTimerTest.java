package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Payload;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

class KernelTimerTest {

    private static final long WAY_NANOS = 40_000;

    /** A place where everything takes exactly as long as it is said to. */
    private static final class Exact implements Payload {

        private final double turnNanos;
        private final List<KernelRequest> requests = new ArrayList<>();

        Exact(double turnNanos) {
            this.turnNanos = turnNanos;
        }

        @Override
        public Set<PayloadKernel> kernels() {
            return EnumSet.allOf(PayloadKernel.class);
        }

        @Override
        public long runNanos(KernelRequest request) {
            requests.add(request);
            return request.number() == KernelRequest.CHAIN
                    ? request.bytes() * 100
                    : WAY_NANOS + Math.round(request.turns() * turnNanos);
        }

        @Override
        public void close() {
            requests.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 3, 20_000, 3_000_000, 50_000_000})
    void findsWhatATurnTakesWithoutTheWayThere(double turnNanos) {
        Exact place = new Exact(turnNanos);
        KernelTimer timer = new KernelTimer(place, KernelCase.PROOF);
        timer.prepare();
        assertEquals(WAY_NANOS, timer.emptyNanos());
        assertEquals(turnNanos, timer.chunk(), turnNanos / 1_000);
        double chunkNanos = timer.turns() * turnNanos;
        assertTrue(
                chunkNanos <= Math.max(turnNanos, 1.5 * KernelTimer.CHUNK_NANOS),
                "chunk of " + chunkNanos);
        assertTrue(chunkNanos >= 0.5 * KernelTimer.CHUNK_NANOS, "chunk of " + chunkNanos);
    }

    @Test
    void givesPagesBackBeforeEachRunAndTouchesNoneTwice() {
        Exact place = new Exact(10);
        KernelTimer timer =
                new KernelTimer(place, new KernelCase(PayloadKernel.PAGE_TOUCH, 1 << 20));
        timer.prepare();
        timer.chunk();
        assertEquals(256, timer.turns());
        KernelRequest last = null;
        for (KernelRequest request : place.requests) {
            if (request.number() == PayloadKernel.PAGE_TOUCH.number() && request.turns() > 0) {
                assertEquals(KernelRequest.discard(1 << 20), last);
            }
            last = request;
        }
    }

    @Test
    void knowsHowLongAChainTakesBeforeItIsLaid() {
        Exact place = new Exact(10);
        KernelTimer timer =
                new KernelTimer(place, new KernelCase(PayloadKernel.DEPENDENT_LOADS, 64 << 20));
        assertEquals((64L << 20) * 100, timer.preparationNanos());
        assertEquals(0, new KernelTimer(place, KernelCase.PROOF).preparationNanos());
    }
}

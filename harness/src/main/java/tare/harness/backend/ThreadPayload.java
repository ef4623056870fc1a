package tare.harness.backend;

import java.util.EnumSet;
import java.util.Set;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Errno;
import tare.harness.linux.HostCode;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.NativeException;
import tare.workloads.kernel.KernelCode;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

/** Kernels on the calling thread itself: what every other place is compared with. */
public final class ThreadPayload implements Payload {

    private static final long NO_EXIT_ADDRESS = 0;

    private final MonotonicClock clock;
    private final HostCode code;
    private final Mapping buffer;

    /**
     * Maps code and buffer.
     *
     * @throws LaunchException if the kernel refuses
     */
    public ThreadPayload(Kernel kernel, MonotonicClock clock) {
        this.clock = clock;
        try {
            code = new HostCode(kernel, KernelCode.HOST.bytesForThisMachine());
            buffer = mapped(kernel, code);
        } catch (NativeException e) {
            throw refused(e);
        }
    }

    private static Mapping mapped(Kernel kernel, HostCode code) {
        try {
            return Mapping.zeroes(kernel, KernelRequest.MOST_BYTES);
        } catch (NativeException e) {
            code.close();
            throw e;
        }
    }

    @Override
    public Set<PayloadKernel> kernels() {
        return EnumSet.allOf(PayloadKernel.class);
    }

    @Override
    public long runNanos(KernelRequest request) {
        if (request.number() == KernelRequest.DISCARD) {
            long start = clock.nanos();
            try {
                buffer.discard(0, request.bytes());
            } catch (NativeException e) {
                throw refused(e);
            }
            return clock.nanos() - start;
        }
        Long[] arguments = {
            NO_EXIT_ADDRESS,
            (long) request.number(),
            buffer.address(),
            request.bytes(),
            request.turns()
        };
        long start = clock.nanos();
        code.call(arguments);
        return clock.nanos() - start;
    }

    private static LaunchException refused(NativeException e) {
        return new LaunchException(e.call(), Errno.describe(e.errno()), "", e);
    }

    @Override
    public void close() {
        try (code;
                buffer) {
            // Closed in the opposite order.
        } catch (NativeException e) {
            throw refused(e);
        }
    }
}

package tare.harness.linux.kvm;

import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;

/** A virtual CPU, run by whichever thread calls {@link #run}; one at a time. */
public final class Vcpu implements AutoCloseable {

    private final Kernel kernel;
    private final long descriptor;
    private final Mapping run;
    private boolean open = true;

    Vcpu(Kernel kernel, long descriptor, Mapping run) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.run = run;
    }

    /**
     * Enters the guest and stays until it leaves.
     *
     * @param limit armed by the calling thread: nothing else ends a guest that loops for ever
     * @throws NativeException with ETIMEDOUT if the limit's time is over, or as KVM_RUN fails
     */
    public KvmExit run(RunLimit limit) {
        while (true) {
            long result = kernel.attempt(Syscall.IOCTL, descriptor, KvmRequest.KVM_RUN.number(), 0);
            if (result >= 0) {
                return KvmExit.of(run.intAt(KvmRun.EXIT_REASON));
            }
            if (result != -Errno.EINTR.number()) {
                throw new NativeException("ioctl KVM_RUN", (int) -result);
            }
            if (limit.isOver()) {
                throw new NativeException("ioctl KVM_RUN", Errno.ETIMEDOUT.number());
            }
        }
    }

    /**
     * Completes the access that the guest left with, without running it: only then may its
     * registers be set or saved.
     */
    public void settle() {
        run.putByte(KvmRun.IMMEDIATE_EXIT, (byte) 1);
        long result = kernel.attempt(Syscall.IOCTL, descriptor, KvmRequest.KVM_RUN.number(), 0);
        run.putByte(KvmRun.IMMEDIATE_EXIT, (byte) 0);
        if (result != -Errno.EINTR.number()) {
            throw new NativeException("ioctl KVM_RUN with immediate_exit", (int) -result);
        }
    }

    /** Guest-physical address of the access, after {@link KvmExit#MMIO}. */
    public long mmioAddress() {
        return run.longAt(KvmRun.MMIO_PHYS_ADDR);
    }

    /** What was stored, zero-extended, after {@link KvmExit#MMIO} by a store. */
    public long mmioValue() {
        return run.longAt(KvmRun.MMIO_DATA);
    }

    /** Whether the access was a store, after {@link KvmExit#MMIO}. */
    public boolean mmioIsWrite() {
        return run.byteAt(KvmRun.MMIO_IS_WRITE) != 0;
    }

    /** The last exit in words, with what the kernel says beside it. */
    public String describeExit() {
        int number = run.intAt(KvmRun.EXIT_REASON);
        KvmExit exit = KvmExit.of(number);
        String detail =
                switch (exit) {
                    case MMIO ->
                            (mmioIsWrite() ? "store to 0x" : "load from 0x")
                                    + Long.toHexString(mmioAddress());
                    case FAIL_ENTRY ->
                            "hardware reason 0x"
                                    + Long.toHexString(run.longAt(KvmRun.FAIL_ENTRY_REASON));
                    case INTERNAL_ERROR -> suberror(run.intAt(KvmRun.INTERNAL_SUBERROR));
                    case SYSTEM_EVENT -> "type " + run.intAt(KvmRun.SYSTEM_EVENT_TYPE);
                    default -> "exit reason " + number;
                };
        return exit.meaning() + " (" + detail + ")";
    }

    /** KVM_INTERNAL_ERROR_ numbers. */
    private static String suberror(int number) {
        return switch (number) {
            case 1 -> "an instruction cannot be emulated";
            case 2 -> "simultaneous exceptions";
            case 3 -> "an event could not be delivered";
            case 4 -> "unexpected exit of the processor";
            default -> "internal error " + number;
        };
    }

    /** Makes a request of the vCPU. */
    public long request(KvmRequest request, long argument) {
        return request.call(kernel, descriptor, argument);
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                run.close();
            } finally {
                kernel.close(descriptor);
            }
        }
    }
}

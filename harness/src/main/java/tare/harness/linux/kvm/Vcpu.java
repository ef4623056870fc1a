package tare.harness.linux.kvm;

import org.jspecify.annotations.Nullable;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;

/** A virtual CPU, run by whichever thread calls {@link #run}; one at a time. */
public final class Vcpu implements AutoCloseable {

    private final Kernel kernel;
    private final long descriptor;
    private final long viewBytes;

    /** The page of the kernel's, struct kvm_run, that says why the vCPU left the guest. */
    private @Nullable Mapping view;

    private boolean open = true;

    /**
     * @param viewBytes what KVM_GET_VCPU_MMAP_SIZE says
     * @throws NativeException if the view is refused; the descriptor stays the caller's
     */
    Vcpu(Kernel kernel, long descriptor, long viewBytes) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.viewBytes = viewBytes;
        view = Mapping.shared(kernel, descriptor, viewBytes);
    }

    private Mapping view() {
        Mapping known = view;
        if (known == null) {
            known = Mapping.shared(kernel, descriptor, viewBytes);
            view = known;
        }
        return known;
    }

    /**
     * Gives back the view of what the kernel says of it, until that is asked for again: nothing of
     * it is lost. For guests that live beside thousands of others in this process and do nothing:
     * KVM_CREATE_VM locks every mapping of the process in turn (mm_take_all_locks in {@code
     * mm/mmap.c}, by which KVM comes to hear of changes of its memory), so that each mapping that
     * stays makes every later start slower.
     */
    public void rest() {
        Mapping known = view;
        if (known != null) {
            view = null;
            known.close();
        }
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
                return KvmExit.of(view().intAt(KvmRun.EXIT_REASON));
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
        Mapping run = view();
        run.putByte(KvmRun.IMMEDIATE_EXIT, (byte) 1);
        long result = kernel.attempt(Syscall.IOCTL, descriptor, KvmRequest.KVM_RUN.number(), 0);
        run.putByte(KvmRun.IMMEDIATE_EXIT, (byte) 0);
        if (result != -Errno.EINTR.number()) {
            throw new NativeException("ioctl KVM_RUN with immediate_exit", (int) -result);
        }
    }

    /** Guest-physical address of the access, after {@link KvmExit#MMIO}. */
    public long mmioAddress() {
        return view().longAt(KvmRun.MMIO_PHYS_ADDR);
    }

    /** What was stored, zero-extended, after {@link KvmExit#MMIO} by a store. */
    public long mmioValue() {
        return view().longAt(KvmRun.MMIO_DATA);
    }

    /** Whether the access was a store, after {@link KvmExit#MMIO}. */
    public boolean mmioIsWrite() {
        return view().byteAt(KvmRun.MMIO_IS_WRITE) != 0;
    }

    /** The last exit in words, with what the kernel says beside it. */
    public String describeExit() {
        Mapping run = view();
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
                rest();
            } finally {
                kernel.close(descriptor);
            }
        }
    }
}

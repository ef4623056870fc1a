package tare.harness.linux.kvm;

import tare.harness.linux.Kernel;

/** KVM's virtual machine: an address space that vCPUs run in. It has no devices. */
public final class VirtualMachine implements AutoCloseable {

    private final Kernel kernel;
    private final long descriptor;
    private final long runSizeBytes;
    private boolean open = true;

    VirtualMachine(Kernel kernel, long descriptor, long runSizeBytes) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.runSizeBytes = runSizeBytes;
    }

    /**
     * Gives the guest memory.
     *
     * @param region address of a {@link KvmUserspaceMemoryRegion}
     */
    public void setMemory(long region) {
        request(KvmRequest.KVM_SET_USER_MEMORY_REGION, region);
    }

    /** Creates the machine's only vCPU: one descriptor and a mapping. */
    public Vcpu createVcpu() {
        long vcpu = request(KvmRequest.KVM_CREATE_VCPU, 0);
        try {
            return new Vcpu(kernel, vcpu, runSizeBytes);
        } catch (RuntimeException e) {
            kernel.close(vcpu);
            throw e;
        }
    }

    /** Makes a request of the machine. */
    public long request(KvmRequest request, long argument) {
        return request.call(kernel, descriptor, argument);
    }

    /** Idempotent; the kernel frees the machine when its vCPU is closed too. */
    @Override
    public void close() {
        if (open) {
            open = false;
            kernel.close(descriptor);
        }
    }
}

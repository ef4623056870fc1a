package tare.harness.linux.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;
import tare.harness.linux.Architecture;

@Tag("kernel")
class KvmLayoutTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void commonStructuresAreTheKernels(Architecture architecture) throws Exception {
        KernelHeader header = new KernelHeader(architecture);
        header.size("kvm_userspace_memory_region", KvmUserspaceMemoryRegion.SIZE);
        String region = "kvm_userspace_memory_region";
        header.offset(region, "slot", KvmUserspaceMemoryRegion.SLOT);
        header.offset(region, "flags", KvmUserspaceMemoryRegion.FLAGS);
        header.offset(region, "guest_phys_addr", KvmUserspaceMemoryRegion.GUEST_PHYS_ADDR);
        header.offset(region, "memory_size", KvmUserspaceMemoryRegion.MEMORY_SIZE);
        header.offset(region, "userspace_addr", KvmUserspaceMemoryRegion.USERSPACE_ADDR);
        header.offset("kvm_run", "immediate_exit", KvmRun.IMMEDIATE_EXIT);
        header.offset("kvm_run", "exit_reason", KvmRun.EXIT_REASON);
        header.offset(
                "kvm_run", "fail_entry.hardware_entry_failure_reason", KvmRun.FAIL_ENTRY_REASON);
        header.offset("kvm_run", "mmio.phys_addr", KvmRun.MMIO_PHYS_ADDR);
        header.offset("kvm_run", "mmio.data", KvmRun.MMIO_DATA);
        header.offset("kvm_run", "mmio.is_write", KvmRun.MMIO_IS_WRITE);
        header.offset("kvm_run", "internal.suberror", KvmRun.INTERNAL_SUBERROR);
        header.offset("kvm_run", "system_event.type", KvmRun.SYSTEM_EVENT_TYPE);
        header.offset("kvm_signal_mask", "sigset", RunLimit.MASK_SIGSET);
        for (KvmRequest request :
                EnumSet.range(KvmRequest.KVM_GET_API_VERSION, KvmRequest.KVM_SET_SIGNAL_MASK)) {
            header.request(request);
        }
        for (KvmExit exit : EnumSet.range(KvmExit.UNKNOWN, KvmExit.SYSTEM_EVENT)) {
            header.expect("KVM_EXIT_" + exit.name(), exit.number());
        }
        header.compare(directory);
    }

    @Test
    void aWrongOffsetIsFound() {
        KernelHeader header = new KernelHeader(Architecture.current());
        header.offset("kvm_run", "exit_reason", KvmRun.EXIT_REASON + 4);
        assertThrows(AssertionFailedError.class, () -> header.compare(directory));
    }

    @Test
    void anUnknownExitIsNoError() {
        assertEquals(KvmExit.OTHER, KvmExit.of(12345));
        assertEquals(KvmExit.MMIO, KvmExit.of(6));
    }
}

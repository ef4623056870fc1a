package tare.harness.linux.kvm.x86_64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Architecture;
import tare.harness.linux.kvm.KernelHeader;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.x86_64.Structs.KvmCpuid2;
import tare.harness.linux.kvm.x86_64.Structs.KvmMsrList;
import tare.harness.linux.kvm.x86_64.Structs.KvmMsrs;
import tare.harness.linux.kvm.x86_64.Structs.KvmRegs;
import tare.harness.linux.kvm.x86_64.Structs.KvmSregs;

@Tag("kernel")
class StructsTest {

    @TempDir private Path directory;

    @Test
    void registersAndRequestsAreTheKernels() throws Exception {
        KernelHeader header = new KernelHeader(Architecture.X86_64);
        header.size("kvm_regs", KvmRegs.SIZE);
        header.offset("kvm_regs", "rbx", KvmRegs.RBX);
        header.offset("kvm_regs", "rcx", KvmRegs.RCX);
        header.offset("kvm_regs", "r8", KvmRegs.R8);
        header.offset("kvm_regs", "r10", KvmRegs.R10);
        header.offset("kvm_regs", "rdx", KvmRegs.RDX);
        header.offset("kvm_regs", "rsi", KvmRegs.RSI);
        header.offset("kvm_regs", "rdi", KvmRegs.RDI);
        header.offset("kvm_regs", "rsp", KvmRegs.RSP);
        header.offset("kvm_regs", "rip", KvmRegs.RIP);
        header.offset("kvm_regs", "rflags", KvmRegs.RFLAGS);
        header.size("kvm_sregs", KvmSregs.SIZE);
        header.offset("kvm_sregs", "cs", KvmSregs.CS);
        header.offset("kvm_sregs", "ds", KvmSregs.DS);
        header.offset("kvm_sregs", "es", KvmSregs.ES);
        header.offset("kvm_sregs", "fs", KvmSregs.FS);
        header.offset("kvm_sregs", "gs", KvmSregs.GS);
        header.offset("kvm_sregs", "ss", KvmSregs.SS);
        header.offset("kvm_sregs", "tr", KvmSregs.TR);
        header.offset("kvm_sregs", "gdt.limit", KvmSregs.GDT_LIMIT);
        header.offset("kvm_sregs", "idt.limit", KvmSregs.IDT_LIMIT);
        header.offset("kvm_sregs", "cr0", KvmSregs.CR0);
        header.offset("kvm_sregs", "cr3", KvmSregs.CR3);
        header.offset("kvm_sregs", "cr4", KvmSregs.CR4);
        header.offset("kvm_sregs", "efer", KvmSregs.EFER);
        header.offset("kvm_cpuid2", "nent", KvmCpuid2.NENT);
        header.offset("kvm_cpuid2", "entries", KvmCpuid2.ENTRIES);
        header.size("kvm_cpuid_entry2", KvmCpuid2.ENTRY_SIZE);
        header.offset("kvm_msr_list", "nmsrs", KvmMsrList.NMSRS);
        header.offset("kvm_msr_list", "indices", KvmMsrList.INDICES);
        header.offset("kvm_msrs", "nmsrs", KvmMsrs.NMSRS);
        header.offset("kvm_msrs", "entries", KvmMsrs.ENTRIES);
        header.size("kvm_msr_entry", KvmMsrs.ENTRY_SIZE);
        header.offset("kvm_msr_entry", "data", KvmMsrs.ENTRY_DATA);
        header.size("kvm_xsave", Structs.XSAVE_SIZE);
        header.size("kvm_xcrs", Structs.XCRS_SIZE);
        header.size("kvm_vcpu_events", Structs.EVENTS_SIZE);
        header.size("kvm_debugregs", Structs.DEBUGREGS_SIZE);
        header.size("kvm_mp_state", Structs.MP_STATE_SIZE);
        for (KvmRequest request :
                EnumSet.range(KvmRequest.KVM_GET_SUPPORTED_CPUID, KvmRequest.KVM_GET_TSC_KHZ)) {
            header.request(request);
        }
        header.compare(directory);
    }

    @Test
    void segmentsAreTheKernels() throws Exception {
        KernelHeader header = new KernelHeader(Architecture.X86_64);
        header.size("kvm_segment", KvmSegment.SIZE);
        header.offset("kvm_segment", "base", KvmSegment.BASE);
        header.offset("kvm_segment", "limit", KvmSegment.LIMIT);
        header.offset("kvm_segment", "selector", KvmSegment.SELECTOR);
        header.offset("kvm_segment", "type", KvmSegment.TYPE);
        header.offset("kvm_segment", "present", KvmSegment.PRESENT);
        header.offset("kvm_segment", "dpl", KvmSegment.DPL);
        header.offset("kvm_segment", "db", KvmSegment.DB);
        header.offset("kvm_segment", "s", KvmSegment.S);
        header.offset("kvm_segment", "l", KvmSegment.L);
        header.offset("kvm_segment", "g", KvmSegment.G);
        header.compare(directory);
    }

    @Test
    void wordsOfASegmentHoldItsMembers() {
        KvmSegment code = KvmSegment.code(0x1b, 3);

        assertEquals(0x010b_001b_ffff_ffffL, code.secondWord());
        assertEquals(0x0000_0001_0101_0003L, code.thirdWord());
        assertEquals(0x0103_0023_ffff_ffffL, KvmSegment.data(0x23, 3).secondWord());
        assertEquals(0x0000_0001_0001_0103L, KvmSegment.data(0x23, 3).thirdWord());
        assertEquals(0x010b_0028_0000_0067L, KvmSegment.task().secondWord());
        assertEquals(0, KvmSegment.task().thirdWord());
    }
}

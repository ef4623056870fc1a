package tare.harness.linux.kvm.aarch64;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Architecture;
import tare.harness.linux.kvm.KernelHeader;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.aarch64.Structs.KvmOneReg;
import tare.harness.linux.kvm.aarch64.Structs.KvmVcpuInit;
import tare.harness.linux.kvm.aarch64.Structs.Register;

@Tag("kernel")
class StructsTest {

    private static final String CORE =
            "(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | KVM_REG_ARM_CORE_REG(regs.%s))";

    @TempDir private Path directory;

    @Test
    void registersAndRequestsAreTheKernels() throws Exception {
        KernelHeader header = new KernelHeader(Architecture.AARCH64);
        header.size("kvm_vcpu_init", KvmVcpuInit.SIZE);
        header.size("kvm_one_reg", KvmOneReg.SIZE);
        header.offset("kvm_one_reg", "id", KvmOneReg.ID);
        header.offset("kvm_one_reg", "addr", KvmOneReg.ADDR);
        header.expect(String.format(CORE, "regs[0]"), Register.X0);
        header.expect(String.format(CORE, "regs[1]"), Register.X1);
        header.expect(String.format(CORE, "regs[2]"), Register.X2);
        header.expect(String.format(CORE, "regs[3]"), Register.X3);
        header.expect(String.format(CORE, "regs[4]"), Register.X4);
        header.expect(String.format(CORE, "pc"), Register.PC);
        header.expect("ARM64_SYS_REG(3, 0, 12, 0, 0)", Register.VBAR_EL1);
        header.expect("KVM_CAP_ARM_VM_IPA_SIZE", BareMachine.CAP_IPA_SIZE);
        for (KvmRequest request :
                EnumSet.range(KvmRequest.KVM_SET_ONE_REG, KvmRequest.KVM_ARM_PREFERRED_TARGET)) {
            header.request(request);
        }
        header.compare(directory);
    }
}

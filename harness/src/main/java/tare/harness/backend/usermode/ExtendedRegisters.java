package tare.harness.backend.usermode;

import tare.harness.linux.SeccompFilter;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;

/**
 * Takes from a kernel the request by which it saves and puts back all registers of its processes at
 * once, so that it uses the older one, for those of x87 and SSE alone. Kernels before 6.13 need
 * that on CPUs with AMX: they have 2,696 bytes for what is 11,008 there, and the host refuses to
 * put back a part ({@code arch/x86/um/os-Linux/registers.c}, {@code xstateregs_set} in {@code
 * arch/x86/kernel/fpu/regset.c}).
 *
 * <p>What else a process in the guest keeps in registers, from AVX on, is then not its own: another
 * thread of it may change that. Neither the probe nor the agent uses any.
 */
final class ExtendedRegisters {

    /** What users are told. */
    static final String NOTE =
            "its processes keep the registers of x87 and SSE alone: those of this CPU are more than"
                    + " this kernel can put back, as with AMX before Linux 6.13";

    /** The third argument of PTRACE_GETREGSET and PTRACE_SETREGSET. */
    private static final int REGISTER_SET = 2;

    private static final int NT_X86_XSTATE = 0x202;

    /** What a host answers that has no such registers. */
    private static final int ENODEV = 19;

    private ExtendedRegisters() {}

    /** Adds the step: the program, and all that it starts, cannot ask for them. */
    static void hide(SyscallTape tape) {
        SeccompFilter.addRefusalTo(tape, Syscall.PTRACE, REGISTER_SET, NT_X86_XSTATE, ENODEV);
    }
}

package tare.harness.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Seccomp filters, as programs of classic BPF ({@code
 * include/uapi/linux/{seccomp,filter,bpf_common}.h}): one allows a list of system calls and kills
 * the process at any other, one refuses a single call with a certain argument.
 */
public final class SeccompFilter {

    private static final int SET_MODE_FILTER = 1;

    /** Without it older kernels would also turn off speculation, which slows what is measured. */
    private static final int SPECULATION_ALLOWED = 4;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int KILL_PROCESS = 0x80000000;
    private static final int ALLOW = 0x7fff0000;
    private static final int REFUSE = 0x00050000;

    /** Offsets in struct seccomp_data. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int ARGUMENT_BYTES = 8;

    /** sizeof(struct sock_filter). */
    private static final int INSTRUCTION_BYTES = 8;

    private SeccompFilter() {}

    /** Adds the step that installs the filter. */
    public static void addTo(SyscallTape tape, Set<Syscall> allowed) {
        byte[] program = program(Architecture.current(), allowed);
        install(tape, program, 0);
    }

    /**
     * Adds the step that installs a filter by which one call, with one value of one argument, fails
     * as if the kernel did not know it; everything else goes on as before. Both the JVM's
     * architecture and little-endian words are assumed, and x32 numbers pass.
     *
     * @param argument from 0
     * @param value what its lower 32 bits are
     * @param errno what the caller is told
     */
    public static void addRefusalTo(
            SyscallTape tape, Syscall refused, int argument, int value, int errno) {
        byte[] program = refusal(Architecture.current(), refused, argument, value, errno);
        install(tape, program, SPECULATION_ALLOWED);
    }

    private static void install(SyscallTape tape, byte[] program, int flags) {
        Arena arena = tape.arena();
        // struct sock_fprog { unsigned short len; struct sock_filter *filter; }
        long instructions = program.length / INSTRUCTION_BYTES;
        long fprog = arena.words(instructions, arena.bytes(program));
        tape.add("seccomp", Syscall.SECCOMP, SET_MODE_FILTER, flags, fprog);
    }

    /** The program of a refusal. */
    static byte[] refusal(
            Architecture architecture, Syscall refused, int argument, int value, int errno) {
        ByteBuffer code = ByteBuffer.allocate(8 * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        put(code, LOAD_WORD, 0, 0, ARCHITECTURE);
        put(code, JUMP_IF_EQUAL, 0, 4, architecture.audit());
        put(code, LOAD_WORD, 0, 0, NUMBER);
        put(code, JUMP_IF_EQUAL, 0, 2, refused.number(architecture));
        put(code, LOAD_WORD, 0, 0, FIRST_ARGUMENT + argument * ARGUMENT_BYTES);
        put(code, JUMP_IF_EQUAL, 1, 0, value);
        put(code, RETURN, 0, 0, ALLOW);
        put(code, RETURN, 0, 0, REFUSE | errno);
        return code.array();
    }

    /**
     * The program: the architecture first, since numbers mean other calls on another (x32 numbers
     * have bit 30 set and so are on no list).
     */
    static byte[] program(Architecture architecture, Set<Syscall> allowed) {
        int count = allowed.size();
        ByteBuffer code =
                ByteBuffer.allocate((count + 6) * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        put(code, LOAD_WORD, 0, 0, ARCHITECTURE);
        put(code, JUMP_IF_EQUAL, 1, 0, architecture.audit());
        put(code, RETURN, 0, 0, KILL_PROCESS);
        put(code, LOAD_WORD, 0, 0, NUMBER);
        int left = count;
        for (Syscall call : allowed) {
            // To the last instruction but by way of the ones still to come, and the kill.
            put(code, JUMP_IF_EQUAL, left, 0, call.number(architecture));
            left--;
        }
        put(code, RETURN, 0, 0, KILL_PROCESS);
        put(code, RETURN, 0, 0, ALLOW);
        return code.array();
    }

    /** struct sock_filter { __u16 code; __u8 jt, jf; __u32 k; }. */
    private static void put(ByteBuffer code, int operation, int ifTrue, int ifFalse, int k) {
        code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(k);
    }
}

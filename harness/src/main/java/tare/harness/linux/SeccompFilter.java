package tare.harness.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * A seccomp filter that allows a list of system calls and kills the process at any other, as a
 * program of classic BPF ({@code include/uapi/linux/{seccomp,filter,bpf_common}.h}).
 */
public final class SeccompFilter {

    private static final int SET_MODE_FILTER = 1;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int KILL_PROCESS = 0x80000000;
    private static final int ALLOW = 0x7fff0000;

    /** Offsets in struct seccomp_data. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;

    /** sizeof(struct sock_filter). */
    private static final int INSTRUCTION_BYTES = 8;

    private SeccompFilter() {}

    /** Adds the step that installs the filter. */
    public static void addTo(SyscallTape tape, Set<Syscall> allowed) {
        byte[] program = program(Architecture.current(), allowed);
        Arena arena = tape.arena();
        // struct sock_fprog { unsigned short len; struct sock_filter *filter; }
        long instructions = program.length / INSTRUCTION_BYTES;
        long fprog = arena.words(instructions, arena.bytes(program));
        tape.add("seccomp", Syscall.SECCOMP, SET_MODE_FILTER, 0, fprog);
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

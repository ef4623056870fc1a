package tare.harness.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Seccomp filters, as programs of classic BPF ({@code
 * include/uapi/linux/{seccomp,filter,bpf_common}.h}): one allows a list of system calls and kills
 * the process at any other, one refuses what takes privileges and allows the rest, and one refuses
 * a single call with a certain argument.
 */
public final class SeccompFilter {

    private static final int SET_MODE_FILTER = 1;

    /** Without it older kernels would also turn off speculation, which slows what is measured. */
    private static final int SPECULATION_ALLOWED = 4;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int JUMP_IF_ANY = 0x45;
    private static final int RETURN = 0x06;

    private static final int KILL_PROCESS = 0x80000000;
    private static final int ALLOW = 0x7fff0000;

    /** With the number of an error. */
    private static final int ERROR = 0x00050000;

    /** The x32 numbers of x86-64 begin here. */
    private static final int FOREIGN_NUMBERS = 0x40000000;

    /** The flags of clone that make a namespace, of every kind that it can make. */
    private static final int NEW_NAMESPACES = 0x7e020000;

    /** Instructions of the refusing program besides one for each call. */
    private static final int REFUSING = 13;

    /** Offsets in struct seccomp_data. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;

    /** The lower half of the first argument. */
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

    /**
     * Adds the step that installs a filter for programs that nobody knows the calls of: each {@link
     * PrivilegedCall} and every new namespace is refused with EPERM, clone3 does not exist, for its
     * flags cannot be seen (C libraries then use clone), and calls of another architecture kill.
     */
    public static void addRefusing(SyscallTape tape) {
        install(tape, refusing(Architecture.current()), 0);
    }

    /**
     * The names of what {@link #addRefusing} refuses altogether, for whoever makes a filter of its
     * own of them.
     */
    public static List<String> refused() {
        return Arrays.stream(PrivilegedCall.values())
                .filter(call -> call.exists(Architecture.current()))
                .map(PrivilegedCall::call)
                .toList();
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
        put(code, RETURN, 0, 0, ERROR | errno);
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

    /** The same for programs: numbers on no list are allowed. */
    static byte[] refusing(Architecture architecture) {
        List<Integer> refused =
                Arrays.stream(PrivilegedCall.values())
                        .filter(call -> call.exists(architecture))
                        .map(call -> call.number(architecture))
                        .toList();
        int count = refused.size();
        ByteBuffer code =
                ByteBuffer.allocate((count + REFUSING) * INSTRUCTION_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        put(code, LOAD_WORD, 0, 0, ARCHITECTURE);
        put(code, JUMP_IF_EQUAL, 1, 0, architecture.audit());
        put(code, RETURN, 0, 0, KILL_PROCESS);
        put(code, LOAD_WORD, 0, 0, NUMBER);
        put(code, JUMP_IF_AT_LEAST, 0, 1, FOREIGN_NUMBERS);
        put(code, RETURN, 0, 0, KILL_PROCESS);
        put(code, JUMP_IF_EQUAL, 0, 1, Syscall.CLONE3.number(architecture));
        put(code, RETURN, 0, 0, ERROR | Errno.ENOSYS.number());
        int left = count;
        for (int number : refused) {
            // To the refusal: over the ones still to come and what is asked of clone.
            put(code, JUMP_IF_EQUAL, left + 3, 0, number);
            left--;
        }
        put(code, JUMP_IF_EQUAL, 0, 2, Syscall.CLONE.number(architecture));
        put(code, LOAD_WORD, 0, 0, FIRST_ARGUMENT);
        put(code, JUMP_IF_ANY, 1, 0, NEW_NAMESPACES);
        put(code, RETURN, 0, 0, ALLOW);
        put(code, RETURN, 0, 0, ERROR | Errno.EPERM.number());
        return code.array();
    }

    /** struct sock_filter { __u16 code; __u8 jt, jf; __u32 k; }. */
    private static void put(ByteBuffer code, int operation, int ifTrue, int ifFalse, int k) {
        code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(k);
    }
}

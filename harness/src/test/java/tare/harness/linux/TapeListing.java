package tare.harness.linux;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A tape's system calls in words, for a program that is not Java to make the same. */
public final class TapeListing {

    /** Longer than any structure or path that a step points to. */
    private static final int MOST_BYTES = 512;

    private static final int ARGUMENTS = 6;
    private static final long NAMESPACES =
            Namespace.MOUNT.flag()
                    | Namespace.UTS.flag()
                    | Namespace.IPC.flag()
                    | Namespace.NETWORK.flag()
                    | Namespace.CGROUP.flag();

    private TapeListing() {}

    /**
     * The steps from a position on: {@code NUMBER:ARGUMENT:...}, an address as {@code @} and the
     * bytes there in hexadecimal; a {@code ~} before it if it may fail. New namespaces of the child
     * come first, as a call of unshare.
     */
    public static List<String> from(SyscallTape tape, int position) {
        // Where the next datum would go: all that steps point to lies before.
        long end = tape.arena().reserve(0);
        List<String> calls = new ArrayList<>();
        long flags = tape.arena().longAt(tape.address()) & NAMESPACES;
        if (flags != 0) {
            calls.add(Syscall.UNSHARE.number() + ":" + flags);
        }
        for (int i = position; i < tape.steps().size(); i++) {
            calls.add(call(tape, i, end));
        }
        return calls;
    }

    private static String call(SyscallTape tape, int position, long end) {
        Arena arena = tape.arena();
        long entry =
                tape.address()
                        + SyscallTape.HEADER_BYTES
                        + (long) position * SyscallTape.ENTRY_BYTES;
        boolean tolerant = arena.intAt(entry + SyscallTape.FLAGS) != 0;
        StringBuilder words = new StringBuilder(tolerant ? "~" : "").append(arena.intAt(entry));
        for (int i = 0; i < ARGUMENTS; i++) {
            long argument = arena.longAt(entry + SyscallTape.ARGUMENTS + 8L * i);
            boolean address = argument >= tape.address() && argument < end;
            words.append(':')
                    .append(address ? bytes(arena, argument, end) : Long.toString(argument));
        }
        return words.toString();
    }

    /** Without the zeros at the end, of which there are as many as anybody wants. */
    private static String bytes(Arena arena, long at, long end) {
        byte[] bytes = arena.bytesAt(at, (int) Math.min(MOST_BYTES, end - at));
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return "@" + HexFormat.of().formatHex(bytes, 0, length);
    }
}

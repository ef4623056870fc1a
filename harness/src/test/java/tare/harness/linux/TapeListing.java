package tare.harness.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final HexFormat HEX = HexFormat.of();

    private TapeListing() {}

    /** Where a tape's steps and all that they point to lie. */
    private record Range(long start, long end) {
        boolean holds(long address) {
            return address >= start && address < end;
        }
    }

    /**
     * The steps from a position on: {@code NUMBER:ARGUMENT:...}, an address as {@code @} and the
     * bytes there in hexadecimal; a {@code ~} before it if it may fail. New namespaces of the child
     * come first, as a call of unshare.
     */
    public static List<String> from(SyscallTape tape, int position) {
        // Where the next datum would go: all that steps point to lies before.
        Range range = new Range(tape.address(), tape.arena().reserve(0));
        List<String> calls = new ArrayList<>();
        long flags = tape.arena().longAt(tape.address()) & NAMESPACES;
        if (flags != 0) {
            calls.add(Syscall.UNSHARE.number() + ":" + flags);
        }
        for (int i = position; i < tape.steps().size(); i++) {
            calls.add(call(tape, i, range));
        }
        return calls;
    }

    private static String call(SyscallTape tape, int position, Range range) {
        Arena arena = tape.arena();
        long entry =
                tape.address()
                        + SyscallTape.HEADER_BYTES
                        + (long) position * SyscallTape.ENTRY_BYTES;
        boolean tolerant = arena.intAt(entry + SyscallTape.FLAGS) != 0;
        StringBuilder words = new StringBuilder(tolerant ? "~" : "").append(arena.intAt(entry));
        for (int i = 0; i < ARGUMENTS; i++) {
            long argument = arena.longAt(entry + SyscallTape.ARGUMENTS + 8L * i);
            words.append(':')
                    .append(
                            range.holds(argument)
                                    ? bytes(arena, range, argument)
                                    : Long.toString(argument));
        }
        return words.toString();
    }

    /**
     * Without the zeros at the end, of which there are as many as anybody wants. A word of a
     * structure that is an address itself stands as the bytes there, in brackets.
     */
    private static String bytes(Arena arena, Range range, long at) {
        byte[] bytes = stripped(arena, range, at);
        StringBuilder words = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        for (int i = 0; i < bytes.length; i++) {
            boolean word = (at + i) % Long.BYTES == 0 && i + Long.BYTES <= bytes.length;
            if (word && range.holds(buffer.getLong(i))) {
                words.append('[')
                        .append(HEX.formatHex(stripped(arena, range, buffer.getLong(i))))
                        .append(']');
                i += Long.BYTES - 1;
            } else {
                words.append(HEX.toHexDigits(bytes[i]));
            }
        }
        return "@" + words;
    }

    private static byte[] stripped(Arena arena, Range range, long at) {
        byte[] bytes = arena.bytesAt(at, (int) Math.min(MOST_BYTES, range.end() - at));
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        // A structure may end with an address, whose highest bytes are zeros.
        return Arrays.copyOf(bytes, Math.min(bytes.length, length + Long.BYTES));
    }
}

package tare.harness.backend.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;

/**
 * How a child closes the descriptors that it has inherited. The JVM opens files without
 * close-on-exec, so they must be closed by the tape.
 *
 * @param last 0 where the kernel has close_range (Linux 5.9); else the last descriptor to close
 */
record Closing(int last) {

    private static final long ALL = 0xffffffffL;

    /** CLOSE_RANGE_UNSHARE of {@code include/uapi/linux/close_range.h}, as old as the call. */
    private static final int UNSHARE = 2;

    private static final String TABLE_SIZE = "FDSize:";

    /** Finds out what this kernel can do. */
    static Closing of(Kernel kernel) {
        // An empty range at the very end: closes nothing.
        long result = kernel.attempt(Syscall.CLOSE_RANGE, ALL, ALL, 0);
        return result == -Errno.ENOSYS.number() ? oneByOne() : new Closing(0);
    }

    /**
     * Closes every descriptor that the table has room for, and as many again: another thread may
     * open some until the child has its copy of the table.
     */
    static Closing oneByOne() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(TABLE_SIZE)) {
                    int size = Integer.parseInt(line.substring(TABLE_SIZE.length()).strip());
                    return new Closing(2 * size);
                }
            }
            throw new IllegalStateException("/proc/self/status has no " + TABLE_SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the kernel can close a range, and give a child a table of its own without it. */
    boolean byRange() {
        return last == 0;
    }

    /**
     * Gives the child a table of its own, with nothing from the first descriptor on; for a tape
     * that {@linkplain SyscallTape#shareDescriptors shares} this process's.
     */
    static void addUnshared(SyscallTape tape, int first) {
        tape.add("unshare descriptors", Syscall.CLOSE_RANGE, first, ALL, UNSHARE);
    }

    /** How many steps it takes. */
    int steps() {
        return last == 0 ? 1 : last;
    }

    /** Adds the steps that close every descriptor from the first. */
    void addTo(SyscallTape tape, int first) {
        if (last == 0) {
            tape.add("close_range", Syscall.CLOSE_RANGE, first, ALL, 0);
        }
        for (int descriptor = first; descriptor <= last; descriptor++) {
            tape.addTolerant("close " + descriptor, Syscall.CLOSE, descriptor);
        }
    }
}

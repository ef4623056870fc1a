package tare.harness.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Capabilities as {@code include/uapi/linux/capability.h} and {@code prctl.h} define them. */
public final class Capabilities {

    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;

    /** _LINUX_CAPABILITY_VERSION_3: two sets of three 32-bit words. */
    private static final long VERSION_3 = 0x20080522L;

    /** CAP_SYS_ADMIN, as a bit of the first set's words. */
    private static final long SYS_ADMIN = 1L << 21;

    /** From Linux 5.9 there are 41; the field in the kernel has 64 bits. */
    private static final int HIGHEST = 63;

    private Capabilities() {}

    /**
     * Adds the steps after which the next execve has no capability: bounding set and ambient set
     * emptied, all of the thread's own given up.
     *
     * @param keepAdministration keeps CAP_SYS_ADMIN until the execve, which then drops it since the
     *     bounding set is empty: needed to install a filter without no_new_privs
     */
    public static void addDropAll(SyscallTape tape, boolean keepAdministration) {
        for (int capability = 0; capability <= last(); capability++) {
            tape.add("drop capability " + capability, Syscall.PRCTL, PR_CAPBSET_DROP, capability);
        }
        tape.add(
                "clear ambient capabilities",
                Syscall.PRCTL,
                PR_CAP_AMBIENT,
                PR_CAP_AMBIENT_CLEAR_ALL);
        long kept = keepAdministration ? SYS_ADMIN : 0;
        // struct __user_cap_header_struct { version, pid }, then two of { effective, permitted,
        // inheritable }; little-endian words in pairs.
        long header = tape.arena().words(VERSION_3);
        long data = tape.arena().words(kept | kept << 32, 0, 0);
        tape.add("capset", Syscall.CAPSET, header, data);
    }

    /** The highest that this kernel knows. */
    private static int last() {
        try {
            // By lines: Files.readString begins with a read of one byte, after which a number in
            // /proc/sys is at its end, and 40 would be 4.
            String line = Files.readAllLines(Path.of("/proc/sys/kernel/cap_last_cap")).get(0);
            return Math.min(HIGHEST, Integer.parseInt(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

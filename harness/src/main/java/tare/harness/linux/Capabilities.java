package tare.harness.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

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

    /** All of them by number, from 0. */
    private static final List<String> NAMES =
            List.of(
                    ("CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP"
                                    + " LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN"
                                    + " NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT"
                                    + " SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE"
                                    + " SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE"
                                    + " AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN"
                                    + " SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF"
                                    + " CHECKPOINT_RESTORE")
                            .split(" ", -1));

    private Capabilities() {}

    /**
     * The names of a set, for example {@code CAP_CHOWN}; those that are newer than this list are
     * left out.
     *
     * @param set a bit each, as /proc/PID/status has it
     */
    public static List<String> names(long set) {
        return IntStream.range(0, NAMES.size())
                .filter(number -> (set >>> number & 1) == 1)
                .mapToObj(number -> "CAP_" + NAMES.get(number))
                .toList();
    }

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

package tare.harness.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The mount points of this process's mount namespace. */
public final class Mounts {

    private static final long MNT_DETACH = 2;
    private static final long UMOUNT_NOFOLLOW = 8;

    private Mounts() {}

    /**
     * One line of /proc/PID/mountinfo (proc_pid_mountinfo(5)).
     *
     * @param root which part of the file system is mounted
     * @param target where
     * @param type for example {@code cgroup2}
     * @param superOptions for cgroup v1: the controllers
     */
    public record Mount(String root, Path target, String type, List<String> superOptions) {}

    /**
     * Reads the mounts in the order of mounting: children come after what they are mounted on.
     *
     * @param mountinfo for example /proc/self/mountinfo
     */
    public static List<Mount> read(Path mountinfo) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (String line : Files.readAllLines(mountinfo, StandardCharsets.ISO_8859_1)) {
            String[] halves = line.split(" - ", 2);
            String[] left = halves[0].split(" ", -1);
            String[] right = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
            if (left.length >= 5 && right.length >= 3) {
                mounts.add(
                        new Mount(
                                unescape(left[3]),
                                Path.of(unescape(left[4])),
                                right[0],
                                List.of(right[2].split(",", -1))));
            }
        }
        return mounts;
    }

    /**
     * Takes a mount away, now or as soon as nothing uses it; a target that is no mount point is
     * left alone.
     *
     * @throws NativeException if the kernel refuses
     */
    public static void detach(Kernel kernel, Path target) {
        byte[] name = target.toString().getBytes(StandardCharsets.UTF_8);
        try (Memory text = new Memory(name.length + 1L)) {
            text.write(0, name, 0, name.length);
            text.setByte(name.length, (byte) 0);
            long result =
                    kernel.attempt(
                            Syscall.UMOUNT2,
                            Pointer.nativeValue(text),
                            MNT_DETACH | UMOUNT_NOFOLLOW);
            // EINVAL: not a mount point; ENOENT: not even a path.
            if (result < 0
                    && result != -Errno.EINVAL.number()
                    && result != -Errno.ENOENT.number()) {
                throw new NativeException("umount2(" + target + ")", (int) -result);
            }
        }
    }

    /**
     * Takes away every mount at or below a directory, the latest first.
     *
     * @return whether there was one
     */
    public static boolean detachBelow(Kernel kernel, Path directory) throws IOException {
        List<Mount> below = new ArrayList<>();
        for (Mount mount : read(Path.of("/proc/self/mountinfo"))) {
            if (mount.target().startsWith(directory)) {
                below.add(0, mount);
            }
        }
        below.forEach(mount -> detach(kernel, mount.target()));
        return !below.isEmpty();
    }

    /** The kernel writes space, tab, newline and backslash as three octal digits; UTF-8 stays. */
    private static String unescape(String text) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

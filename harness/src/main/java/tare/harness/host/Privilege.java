package tare.harness.host;

import java.util.OptionalLong;

/**
 * What this process may do.
 *
 * @param userId effective user, -1 if unknown
 * @param capabilities effective capabilities as a bit set (linux/capability.h)
 * @param userNamespaces whether this process may make user namespaces, as far as settings tell
 * @param obstacle the setting that forbids them; else empty
 * @param openFiles soft limit on file descriptors; empty if unlimited or unknown
 * @param openFilesHard hard limit
 * @param pidMax the host's limit on pids
 */
public record Privilege(
        int userId,
        long capabilities,
        boolean userNamespaces,
        String obstacle,
        OptionalLong openFiles,
        OptionalLong openFilesHard,
        OptionalLong pidMax) {

    private static final int CAP_SYS_ADMIN = 21;

    /** Reads /proc. */
    public static Privilege read(HostTree tree) {
        int userId =
                tree.after("proc/self/status", "Uid:")
                        .map(ids -> Integer.parseUnsignedInt(ids.split("\\s+", -1)[1]))
                        .orElse(-1);
        long capabilities =
                tree.after("proc/self/status", "CapEff:")
                        .map(mask -> Long.parseUnsignedLong(mask, 16))
                        .orElse(0L);
        String obstacle = obstacle(tree, administers(capabilities));
        String[] files =
                tree.after("proc/self/limits", "Max open files")
                        .map(limits -> limits.split("\\s+", -1))
                        .orElse(new String[] {"", ""});
        return new Privilege(
                userId,
                capabilities,
                obstacle.isEmpty(),
                obstacle,
                HostTree.whole(files[0]),
                HostTree.whole(files[1]),
                tree.number("proc/sys/kernel/pid_max"));
    }

    /** Whether the process has CAP_SYS_ADMIN: namespaces and mounts without a user namespace. */
    public boolean administers() {
        return administers(capabilities);
    }

    /** One phrase, for example {@code root, CAP_SYS_ADMIN, user namespaces}. */
    String describe() {
        return (userId == 0 ? "root" : "user")
                + (administers() ? ", CAP_SYS_ADMIN" : ", no CAP_SYS_ADMIN")
                + (userNamespaces ? ", user namespaces" : ", no user namespaces: " + obstacle);
    }

    private static boolean administers(long capabilities) {
        return (capabilities >>> CAP_SYS_ADMIN & 1) == 1;
    }

    private static String obstacle(HostTree tree, boolean administers) {
        if (!tree.exists("proc/self/ns/user")) {
            return "the kernel has none";
        }
        if (tree.number("proc/sys/user/max_user_namespaces").orElse(1) == 0) {
            return "user.max_user_namespaces is 0";
        }
        // The next two bind only those who are not privileged: Debian's patch, and AppArmor's
        // restriction as on Ubuntu 24.04.
        if (!administers
                && tree.number("proc/sys/kernel/unprivileged_userns_clone").orElse(1) == 0) {
            return "kernel.unprivileged_userns_clone is 0";
        }
        if (!administers
                && tree.number("proc/sys/kernel/apparmor_restrict_unprivileged_userns").orElse(0)
                        != 0) {
            return "kernel.apparmor_restrict_unprivileged_userns is on";
        }
        return "";
    }
}

package tare.harness.journal;

import java.nio.file.Path;

/** Something that a run makes on the host and must take away again. */
public sealed interface Resource {

    /**
     * A process that is about to be started, or has been. Before its pid is known it is only an
     * intent: the cleaner then finds it by its token alone.
     *
     * @param token unique word that appears in its arguments or in its cgroup's path
     * @param pid its pid, or 0 while it is an intent
     * @param startTicks start time from field 22 of /proc/PID/stat, or 0 while it is an intent
     */
    record RunningProcess(String token, int pid, long startTicks) implements Resource {}

    /** A cgroup directory, absolute below a cgroup mount; removed deepest first. */
    record Cgroup(Path path) implements Resource {}

    /**
     * Every cgroup, in every tree, of which a component of the path carries this word: what a
     * runtime makes by its own rules. Whoever is in one of them is killed.
     *
     * @param token begins with {@code tare-}, unique on the host
     */
    record CgroupsNamed(String token) implements Resource {}

    /** Every mount at or below a directory of Tare's own, in the host's mount namespace. */
    record MountsBelow(Path directory) implements Resource {}

    /** A mount point on the host's mount namespace. */
    record Mount(Path target) implements Resource {}

    /** A private directory with all that is in it. */
    record Directory(Path path) implements Resource {}

    /** A host-wide setting with its value before the run. */
    record Setting(Path path, String oldValue) implements Resource {}
}

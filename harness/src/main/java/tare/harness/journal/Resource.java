package tare.harness.journal;

import java.nio.file.Path;
import java.util.Optional;
import tare.harness.linux.ProcessIdentity;

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
    record RunningProcess(String token, int pid, long startTicks) implements Resource {

        /** The process that has this pid now; empty if there is none. */
        public static Optional<RunningProcess> of(String token, int pid) {
            return ProcessIdentity.of(pid)
                    .map(id -> new RunningProcess(token, id.pid(), id.startTicks()));
        }
    }

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

    /**
     * A file of Tare's that stands in the place of another, or where none was, for a time. What
     * stood there waits beside it.
     *
     * @param path where it stands, for example {@code /usr/sbin/policy-rc.d}
     * @param token begins with {@code tare-}, unique on the host: part of the names beside it, and
     *     in the arguments of the programs that it is made for; while one of them lives it stays
     * @param content what it says, with the token somewhere: a file that says anything else is
     *     somebody's
     */
    record StandIn(Path path, String token, String content) implements Resource {

        /** Where what stood there before waits. */
        Path kept() {
            return path.resolveSibling(token + "-kept");
        }

        /** Where it is written before it is put in its place as a whole. */
        Path fresh() {
            return path.resolveSibling(token + "-new");
        }
    }

    /**
     * Something that a service of this host keeps, and takes away when it is asked to by HTTP's
     * DELETE.
     *
     * @param socket on which the service listens
     * @param request path and query of the request; names what begins with {@code tare-}
     */
    record Served(Path socket, String request) implements Resource {}

    /** A host-wide setting with its value before the run. */
    record Setting(Path path, String oldValue) implements Resource {}
}

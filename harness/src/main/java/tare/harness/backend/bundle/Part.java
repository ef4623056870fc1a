package tare.harness.backend.bundle;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Rungs;

/**
 * What a bundle asks for beside the least that there is: a root of its own with /proc and /dev, in
 * a mount namespace. Without that namespace a runtime would set up the host's own root, and does:
 * crun 1.8 and runc 1.1 remake the host's /dev/ptmx. In the order of a ladder's rungs.
 */
enum Part implements Rungs.Layer<Part> {
    PID("pid"),
    UTS("uts"),
    IPC("ipc"),
    NETWORK("network"),
    /** The root mounted read-only. */
    READ_ONLY("read-only"),
    /** All capabilities dropped. */
    CAPABILITIES("capabilities"),
    NO_NEW_PRIVS("no_new_privs"),
    /** Memory and tasks; the control group itself is always there. */
    LIMITS("limits"),
    /** A control group namespace. */
    CGROUP("cgroup"),
    /** What of /proc and /sys engines hide or make read-only. */
    MASKED("masked"),
    /** A filter that refuses calls which take privileges. */
    SECCOMP("seccomp"),
    /** A user namespace, in which the user is who he is outside. */
    USER("user");

    /** What a launch asks for unless a ladder asks for something else. */
    static final Set<Part> USUAL = Collections.unmodifiableSet(EnumSet.range(PID, LIMITS));

    /** The namespaces in the order in which the file has them. */
    static final List<Part> NAMESPACES = List.of(PID, NETWORK, IPC, UTS, CGROUP, USER);

    private final String word;

    Part(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** In a user namespace /proc can be mounted of an own pid namespace alone. */
    @Override
    public Set<Part> carries() {
        return this == PID ? EnumSet.of(USER) : EnumSet.noneOf(Part.class);
    }
}

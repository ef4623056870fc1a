package tare.harness.backend.namespace;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Rungs;
import tare.harness.linux.Namespace;

/** A part of the isolation, in the order in which keys name them. */
enum Feature implements Rungs.Layer<Feature> {
    /** A user namespace: off in the full set, on without root. */
    USER("user", Namespace.USER),
    PID("pid", Namespace.PID),
    MOUNT("mount", Namespace.MOUNT),
    UTS("uts", Namespace.UTS),
    IPC("ipc", Namespace.IPC),
    NETWORK("network", Namespace.NETWORK),
    CGROUP("cgroup", Namespace.CGROUP),
    /** A root of its own by pivot_root. */
    ROOT("root", null),
    /** /proc in that root; never without it. */
    PROC("proc", null),
    /** All capabilities dropped. */
    CAPABILITIES("capabilities", null),
    NO_NEW_PRIVS("no_new_privs", null),
    SECCOMP("seccomp", null),
    /** Memory and tasks. */
    LIMITS("limits", null);

    private final String word;
    private final @Nullable Namespace namespace;

    Feature(String word, @Nullable Namespace namespace) {
        this.word = word;
        this.namespace = namespace;
    }

    /** What keys call it. */
    @Override
    public String word() {
        return word;
    }

    /** What cannot be had without this, in a user namespace at least. */
    @Override
    public Set<Feature> carries() {
        return switch (this) {
            case MOUNT -> EnumSet.of(ROOT, PROC);
            case PID, ROOT -> EnumSet.of(PROC);
            default -> EnumSet.noneOf(Feature.class);
        };
    }

    /** The kind of namespace that it is, if it is one. */
    Optional<Namespace> namespace() {
        return Optional.ofNullable(namespace);
    }

    /** The feature that keys call so. */
    static Optional<Feature> of(String word) {
        for (Feature feature : values()) {
            if (feature.word.equals(word)) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }
}

package tare.harness.backend.docker;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The keys of this room: they differ in who makes the network namespace. */
enum DockerKey {
    /**
     * Docker is told to leave networking alone (NetworkDisabled): runc makes the network namespace,
     * with loopback in it, as in the room {@code runc}. What {@code docker run} does where the
     * daemon has no bridge.
     */
    DISABLED("docker", "a network namespace of runc's, loopback only"),

    /** {@code --network none}: libnetwork makes the namespace, from a hook that runc calls. */
    NONE("docker:none", "--network none: a network namespace of libnetwork's, loopback only");

    private final String key;
    private final String network;

    DockerKey(String key, String network) {
        this.key = key;
        this.network = network;
    }

    static Optional<DockerKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }

    String key() {
        return key;
    }

    /** What its containers have. */
    Set<DockerLayer> layers() {
        return switch (this) {
            case DISABLED -> DockerLayer.USUAL;
            case NONE -> EnumSet.range(DockerLayer.PID, DockerLayer.LIBNETWORK);
        };
    }

    /** For the description. */
    String network() {
        return network;
    }

    /** For names of processes and paths: letters, digits and hyphens. */
    String word() {
        return key.replace(':', '-');
    }
}

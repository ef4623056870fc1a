package tare.harness.backend.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Rungs;

/**
 * What a container can be told to do without, in the order of a ladder's rungs. What Docker gives
 * to every container is none of them: a mount namespace with the image's root, its masked paths, a
 * control group.
 */
enum DockerLayer implements Rungs.Layer<DockerLayer> {
    PID("pid"),
    UTS("uts"),
    IPC("ipc"),
    /** Of runc's, loopback only; else that of the daemon's host. */
    NETWORK("network"),
    READ_ONLY("read-only"),
    /** All dropped; else those kept that Docker gives by itself. */
    CAPABILITIES("capabilities"),
    NO_NEW_PRIVS("no_new_privs"),
    /** Docker's own profile. */
    SECCOMP("seccomp"),
    /** Memory and tasks. */
    LIMITS("limits"),
    /** The network namespace made by libnetwork, from a hook that runc calls, and not by runc. */
    LIBNETWORK("libnetwork"),
    CGROUP("cgroup"),
    /** What the container says kept in a file (json-file, the default of Docker's). */
    LOG("log"),
    /** Docker's init as the first process, and the probe as the second. */
    INIT("init");

    /** What a launch asks for unless its key or a ladder says something else. */
    static final Set<DockerLayer> USUAL = Collections.unmodifiableSet(EnumSet.range(PID, LIMITS));

    private static final String HOST = "host";

    private final String word;

    DockerLayer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Set<DockerLayer> carries() {
        return this == NETWORK ? EnumSet.of(LIBNETWORK) : EnumSet.noneOf(DockerLayer.class);
    }

    /** What the daemon is told of these layers; every other setting is as Docker has it. */
    static HostConfig settings(Set<DockerLayer> on, InstanceSpec spec) {
        HostConfig settings =
                HostConfig.newHostConfig()
                        .withReadonlyRootfs(on.contains(READ_ONLY) && spec.program().isEmpty())
                        .withSecurityOpts(security(on))
                        .withLogConfig(
                                new LogConfig(
                                        on.contains(LOG)
                                                ? LogConfig.LoggingType.JSON_FILE
                                                : LogConfig.LoggingType.NONE));
        if (on.contains(LIMITS)) {
            settings.withMemory(spec.memoryLimitBytes()).withPidsLimit((long) spec.maximumTasks());
        }
        if (on.contains(CAPABILITIES)) {
            settings.withCapDrop(Capability.ALL);
        }
        if (!on.contains(PID)) {
            settings.withPidMode(HOST);
        }
        if (!on.contains(UTS)) {
            settings.withUtSMode(HOST);
        }
        if (!on.contains(IPC)) {
            settings.withIpcMode(HOST);
        }
        if (!on.contains(NETWORK)) {
            settings.withNetworkMode(HOST);
        } else if (on.contains(LIBNETWORK)) {
            settings.withNetworkMode("none");
        }
        if (on.contains(INIT)) {
            settings.withInit(true);
        }
        return settings;
    }

    private static List<String> security(Set<DockerLayer> on) {
        List<String> options = new ArrayList<>();
        if (on.contains(NO_NEW_PRIVS)) {
            options.add("no-new-privileges");
        }
        if (!on.contains(SECCOMP)) {
            options.add("seccomp=unconfined");
        }
        return options;
    }
}

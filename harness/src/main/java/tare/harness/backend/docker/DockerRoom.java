package tare.harness.backend.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.program.Executables;

/** The keys of {@link DockerKey}; a run that names none takes the first. */
public final class DockerRoom implements Room {

    private final Surroundings surroundings;

    /**
     * What of the host decides which daemon is used.
     *
     * @param dockerHost value of DOCKER_HOST; blank if it is not set
     * @param usualSocket where a daemon listens unless told otherwise
     * @param executables where dockerd is looked for
     */
    record Surroundings(String dockerHost, Path usualSocket, Executables executables) {

        /** Those of this process. */
        static Surroundings live() {
            String variable = System.getenv(DockerHost.VARIABLE);
            return new Surroundings(
                    variable == null ? "" : variable,
                    Path.of("/var/run/docker.sock"),
                    Executables.live());
        }
    }

    public DockerRoom() {
        this(Surroundings.live());
    }

    DockerRoom(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public boolean reads(String setting) {
        return DockerBackend.REMOTE.equals(setting);
    }

    @Override
    public List<String> defaultKeys() {
        return List.of(DockerKey.DISABLED.key());
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return DockerKey.of(key).map(known -> new DockerBackend(known, context, surroundings));
    }
}

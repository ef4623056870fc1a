package tare.harness.backend.docker;

import java.nio.file.Path;
import java.util.Optional;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Executables;
import tare.harness.backend.recorder.Recorder;

/**
 * What a daemon of one's own needs.
 *
 * @param dockerd absolute
 * @param shim absolute
 * @param runc absolute
 */
record DockerPrograms(Path dockerd, Path shim, Path runc) {

    private static final String REMEDY = "tare setup docker";

    /**
     * Finds them.
     *
     * @throws LaunchException which is missing
     */
    static DockerPrograms find(Executables executables) {
        // This one dockerd finds by itself; without it, it would end with many words.
        require(executables, "containerd");
        return new DockerPrograms(
                require(executables, "dockerd"),
                require(executables, Recorder.SHIM),
                require(executables, "runc"));
    }

    private static Path require(Executables executables, String name) {
        Optional<Path> found = executables.find(name);
        return found.orElseThrow(
                () ->
                        new LaunchException(
                                "find " + name,
                                "no Docker daemon runs here, and there is no program "
                                        + name
                                        + " to start one",
                                REMEDY,
                                null));
    }
}

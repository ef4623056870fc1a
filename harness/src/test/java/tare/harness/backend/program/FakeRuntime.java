package tare.harness.backend.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.bundle.Manner;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.probe.ProbeTape;

/**
 * A runtime in shell that starts the probe without isolating it, told apart by what it does at each
 * of its commands.
 *
 * @param create run with the pipes as descriptors 0 and 1; knows {@code $pid}, {@code $bundle},
 *     {@code $root} and {@code $id}
 * @param start knows {@code $id} as well
 */
record FakeRuntime(String create, String start, String delete) {

    /** A probe that waits for start. */
    static final String WAITING =
            """
            mkfifo "$state/$id.go"
            exec 3<&0
            (exec <&3 3<&-; read go <"$state/$id.go"; exec "$root/probe") &
            echo $! >"$pid"
            """;

    static final String GO = "echo go >\"$state/$id.go\"\n";
    static final String REMOVE = "rm -f \"$state/$id.go\"\n";

    /** One that works. */
    static FakeRuntime good() {
        return new FakeRuntime(WAITING, GO, REMOVE);
    }

    FakeRuntime creating(String words) {
        return new FakeRuntime(words, start, delete);
    }

    FakeRuntime starting(String words) {
        return new FakeRuntime(create, words, delete);
    }

    FakeRuntime deleting(String words) {
        return new FakeRuntime(create, start, words);
    }

    /** Writes it as a program. */
    Path write(Path file, Path directory) throws IOException {
        String script =
                """
                #!/bin/sh
                state=%1$s
                root=%1$s/root
                mkdir -p "$state"
                verb=$3
                case $verb in
                create)
                    pid=$5 bundle=$7 id=$8
                    %2$s
                    ;;
                start)
                    id=$4
                    %3$s
                    ;;
                delete)
                    id=$4
                    %4$s
                    ;;
                esac
                """
                        .formatted(directory, create, start, delete);
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** A driver of whatever lies there. */
    static OciDriver driver(Path program, BackendContext context) {
        return driver(program, context, tape -> {});
    }

    /** The same, with steps before it is executed. */
    static OciDriver driver(Path program, BackendContext context, Consumer<ProbeTape> setting) {
        return new OciDriver(
                new OciDriver.Kind(
                        "fake",
                        "a runtime of a test",
                        new OciDriver.Found(
                                Optional.of(program), new Availability.Unavailable("", "")),
                        Manner.PLAIN.after(setting),
                        words -> ""),
                context);
    }
}

package tare.harness.backend.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import tare.harness.backend.image.ProbeImage;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Errand;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.PrivateMounts;

/** All that podman reads and writes for one backend: its roots, its configuration, the image. */
final class Home {

    static final String IMAGE = "localhost/tare-probe:1";

    /** In the directory that its programs take for /run: podman refuses more than 50 letters. */
    private static final String RUN_ROOT = "/run/podman";

    /** In place of the host's, whatever they say. */
    private static final String SETTINGS = "[engine]\nevents_logger = \"file\"\n";

    /** The image is made here, so nobody has signed it. */
    private static final String POLICY = "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}";

    private final Path directory;
    private final PrivateMounts mounts;
    private final Command podman;

    private Home(Path directory, PrivateMounts mounts, Command podman) {
        this.directory = directory;
        this.mounts = mounts;
        this.podman = podman;
    }

    /**
     * Makes the home and the image in it.
     *
     * @param directory does not exist yet
     * @param runtime the OCI runtime below, absolute
     * @param visible what podman's programs see at its place wherever it lies
     * @param unified whether they may see version 2 of control groups beside version 1
     * @throws IOException if something cannot be written; nothing is left
     * @throws tare.harness.backend.LaunchException if podman refuses the image; nothing is left
     */
    static Home make(
            Path directory,
            Path program,
            Path runtime,
            Path visible,
            boolean unified,
            ProbeLauncher launcher)
            throws IOException {
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            PrivateMounts mounts =
                    new PrivateMounts(visible)
                            .replace(Path.of("/run"), directory.resolve("host-run"))
                            .replace(Path.of("/var/lib"), directory.resolve("host-lib"))
                            .replace(Path.of("/dev/shm"), directory.resolve("host-shm"));
            if (!unified) {
                mounts.withoutUnifiedGroups();
            }
            Home home = new Home(directory, mounts, command(directory, program, runtime));
            home.importImage(launcher);
            return home;
        } catch (IOException | RuntimeException e) {
            Leavings.remove(directory);
            throw e;
        }
    }

    private static Command command(Path directory, Path program, Path runtime) throws IOException {
        Path settings = Files.writeString(directory.resolve("containers.conf"), SETTINGS);
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        return Command.of(program)
                .withVariable("CONTAINERS_CONF", settings.toString())
                .withVariable("TMPDIR", temporary.toString())
                .with("--root", directory.resolve("root").toString())
                .with("--runroot", RUN_ROOT)
                .with("--tmpdir", directory.resolve("state").toString())
                .with("--network-config-dir", directory.resolve("net").toString())
                .with("--storage-driver", "overlay")
                .with("--events-backend", "file")
                .with("--cgroup-manager", "cgroupfs")
                .with("--runtime", runtime.toString());
    }

    private void importImage(ProbeLauncher launcher) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.json"), POLICY);
        Path archive = Files.write(directory.resolve("image.tar"), ProbeImage.tar());
        new Errand(launcher, mounts)
                .run(
                        "podman import",
                        podman.with("import", "--quiet")
                                .with("--signature-policy", policy.toString())
                                .with(archive.toString(), IMAGE));
        Files.delete(archive);
    }

    /** podman with its roots. */
    Command podman() {
        return podman;
    }

    /** The namespace in which all its programs run. */
    PrivateMounts mounts() {
        return mounts;
    }

    /** Where podman writes the pid of an instance's first process. */
    Path pidFile(String name) {
        return directory.resolve(name + ".pid");
    }

    /** Where an instance's FIFOs lie. */
    Path channel(String name) {
        return directory.resolve(name);
    }

    /** Whether podman still knows a container of that name. */
    boolean knows(String name) throws IOException {
        Path list = directory.resolve("root/overlay-containers/containers.json");
        return Files.exists(list) && Files.readString(list).contains('"' + name + '"');
    }

    /** Takes everything away. */
    void remove() throws IOException {
        Leavings.remove(directory);
    }
}

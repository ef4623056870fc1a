package tare.harness.backend.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.PrivateMounts;
import tare.harness.linux.Kernel;
import tare.harness.linux.Namespace;
import tare.harness.linux.Syscall;

/**
 * The directory of a daemon of Tare's own, and what is made around its process.
 *
 * @param directory absolute; its last component is the token, which so appears in the daemon's
 *     arguments
 * @param shared with the other daemons of the run: what libvirt finds out about QEMU, which takes
 *     it some four seconds
 * @param root otherwise it is a session's daemon, in a user namespace
 */
record DaemonPlace(Path directory, Path shared, boolean root) {

    private static final Path RUN = Path.of("/run");

    private static final String SOCKET = "libvirt-sock";

    /** A socket's path has 108 bytes with its zero. */
    private static final int LONGEST = 107;

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** No network, no other driver of libvirt's: nothing that would look at the host's. */
    private static final String DAEMON =
            """
            listen_tls = 0
            listen_tcp = 0
            unix_sock_dir = "/run"
            auth_unix_rw = "none"
            auth_unix_ro = "none"
            log_outputs = "3:stderr"
            """;

    /** For a system's daemon: QEMU runs as its user. */
    private static final String AS_ROOT = "user = \"root\"\ngroup = \"root\"\n";

    /** QEMU in no group of libvirt's, with its logs written by itself. */
    private static final String QEMU =
            """
            dynamic_ownership = 0
            remember_owner = 0
            security_driver = "none"
            cgroup_controllers = []
            namespaces = []
            stdio_handler = "file"
            """;

    /**
     * Takes the daemon's orphans off the process table at once. QEMU is one: libvirt waits for it
     * to be gone, and an init that reaps late makes each end of a domain as late. The words are
     * fixed; the command follows them as arguments.
     */
    private static final String REAPING = "trap 'exit 143' TERM; \"$@\" & wait $!";

    private static final int MS_NOSUID = 2;
    private static final int MS_NODEV = 4;
    private static final int MS_NOEXEC = 8;

    /**
     * A place below a run's directory.
     *
     * @throws LaunchException if its socket cannot lie there
     */
    static DaemonPlace in(Path parent, String token, boolean root) {
        Path at = parent.toAbsolutePath().normalize();
        DaemonPlace place = new DaemonPlace(at.resolve(token), at.resolve("libvirt-cache"), root);
        if (place.socket().toString().length() > LONGEST) {
            throw new LaunchException(
                    OwnDaemon.STEP,
                    "a socket's path cannot be as long as " + place.socket(),
                    "set XDG_STATE_HOME to a shorter path",
                    null);
        }
        return place;
    }

    String token() {
        return directory.getFileName().toString();
    }

    private Path own(String name) {
        return directory.resolve(name);
    }

    Path socket() {
        return own("run").resolve(SOCKET);
    }

    /** Where libvirt answers for a driver, {@code qemu} or {@code lxc}. */
    String uri(String driver) {
        return driver + "://" + (root ? "/system" : "/session") + "?socket=" + socket();
    }

    /** Where libvirt keeps files that bear a domain's name after its end. */
    List<Path> kept() {
        return List.of(
                own("log/qemu"),
                own("log/lxc"),
                own("run/libvirt/lxc"),
                shared.resolve("libvirt/qemu/log"));
    }

    /**
     * Makes the directory and what the daemon finds in it.
     *
     * @param drivers of libvirt's that it is to have
     */
    void make(List<Path> drivers) throws IOException {
        Files.createDirectory(directory, PRIVATE);
        for (String name : List.of("run/etc/libvirt", "run/cache", "lib", "log", "drivers")) {
            Files.createDirectories(own(name), PRIVATE);
        }
        Files.createDirectories(shared.resolve("libvirt"), PRIVATE);
        Files.writeString(own("run/etc/libvirt/libvirtd.conf"), DAEMON);
        Files.writeString(own("run/etc/libvirt/qemu.conf"), root ? AS_ROOT + QEMU : QEMU);
        for (Path driver : drivers) {
            Files.createSymbolicLink(own("drivers").resolve(driver.getFileName()), driver);
        }
    }

    /** The daemon, below a process that reaps. */
    Command command(Path daemon, Path shell) {
        return Command.of(shell, "-c", REAPING, token(), daemon.toString())
                .with("--config", own("run/etc/libvirt/libvirtd.conf").toString())
                .with("--pid-file", own("pid").toString())
                .withVariable("LIBVIRT_DRIVER_DIR", own("drivers").toString())
                // A session's: QEMU's sockets lie below, and no path of one may be long.
                .withVariable("HOME", "/run")
                .withVariable("XDG_CONFIG_HOME", "/run/etc")
                .withVariable("XDG_CACHE_HOME", "/run/cache")
                .withVariable("XDG_DATA_HOME", "/run/lib")
                .withVariable("XDG_RUNTIME_DIR", "/run");
    }

    /**
     * Steps of the daemon's process: namespaces of its own, in which directories that all of a host
     * share are this place's, and what it may do to the network does nothing.
     *
     * @throws IOException if a directory cannot be made
     */
    Consumer<ProbeTape> surroundings() throws IOException {
        Path visible = directory.resolveSibling("").toAbsolutePath().normalize();
        PrivateMounts mounts = new PrivateMounts(visible);
        mounts.replace(RUN, own("run"));
        if (root) {
            mounts.replace(Path.of("/etc/libvirt"), own("run/etc/libvirt"))
                    .replace(Path.of("/var/lib/libvirt"), own("lib"))
                    .replace(Path.of("/var/log/libvirt"), own("log"))
                    .replace(Path.of("/var/cache/libvirt"), shared.resolve("libvirt"))
                    .withoutUnifiedGroups();
        } else {
            mounts.replace(RUN.resolve("cache"), shared);
        }
        return tape -> {
            if (!root) {
                addOwnUser(tape);
            }
            mounts.accept(tape);
            tape.tape().unshare(Set.of(Namespace.PID, Namespace.NETWORK));
            long proc = tape.tape().arena().text("proc");
            tape.tape()
                    .add(
                            "mount /proc",
                            Syscall.MOUNT,
                            proc,
                            tape.tape().arena().text("/proc"),
                            proc,
                            MS_NOSUID | MS_NODEV | MS_NOEXEC,
                            0);
        };
    }

    /** The same user inside as outside: rights for the steps, none for the daemon. */
    private static void addOwnUser(ProbeTape tape) {
        Kernel kernel = new Kernel();
        long user = kernel.call(Syscall.GETEUID);
        long group = kernel.call(Syscall.GETEGID);
        tape.tape().unshare(Set.of(Namespace.USER));
        tape.write("write setgroups", Path.of("/proc/self/setgroups"), "deny");
        tape.write("write uid_map", Path.of("/proc/self/uid_map"), user + " " + user + " 1");
        tape.write("write gid_map", Path.of("/proc/self/gid_map"), group + " " + group + " 1");
    }

    /** Directories of the host that must be there to be covered; the first that is not. */
    static Optional<Path> lacking() {
        return List.of("/etc/libvirt", "/var/lib/libvirt", "/var/log/libvirt", "/var/cache/libvirt")
                .stream()
                .map(Path::of)
                .filter(path -> !Files.isDirectory(path))
                .findFirst();
    }

    /** What it takes to start one: the daemon and a shell; empty if one is missing. */
    static Optional<Programs> programs(Executables executables) {
        return executables
                .find("libvirtd")
                .flatMap(daemon -> executables.find("sh").map(sh -> new Programs(daemon, sh)));
    }

    /** Absolute paths. */
    record Programs(Path daemon, Path shell) {}
}

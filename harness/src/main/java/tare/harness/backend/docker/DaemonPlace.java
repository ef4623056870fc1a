package tare.harness.backend.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Command;
import tare.harness.backend.recorder.Recorder;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Namespace;
import tare.harness.linux.RootSteps;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;

/**
 * The directory of a daemon of Tare's own.
 *
 * @param directory absolute; its last component is the token, which so appears in the arguments of
 *     dockerd, containerd and every shim
 */
record DaemonPlace(Path directory) {

    private static final int AT_FDCWD = -100;

    /** O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC. */
    private static final int APPENDING = 1 | 0x40 | 0x400 | 0x80000;

    private static final String SOCKET = "d.sock";

    /** A socket's path has 108 bytes with its zero. */
    private static final int LONGEST = 107 - SOCKET.length() - 1;

    private static final int LAST_WORDS = 400;

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Pattern MESSAGE =
            Pattern.compile("level=(\\w+) msg=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What it covers with a layer of its own, for containerd and dockerd write there. */
    private static final List<String> COVERED = List.of("etc", "opt");

    /**
     * A place below a run's directory.
     *
     * @throws LaunchException if sockets cannot lie there
     */
    static DaemonPlace in(Path parent, String token) {
        Path directory = parent.toAbsolutePath().normalize().resolve(token);
        if (directory.toString().length() > LONGEST || directory.startsWith("/run")) {
            throw new LaunchException(
                    "start dockerd",
                    "its sockets cannot lie in " + directory,
                    "let Tare's state lie in a shorter path that is not below /run",
                    null);
        }
        return new DaemonPlace(directory);
    }

    String token() {
        return directory.getFileName().toString();
    }

    Path socket() {
        return directory.resolve(SOCKET);
    }

    /** What stands in the places of shim and runtime. */
    Recorder recorder() {
        return new Recorder(directory.resolve("recorder"));
    }

    private Path log() {
        return directory.resolve("log");
    }

    /** Makes the directory and what the daemon finds in it. */
    void make(DockerPrograms programs) throws IOException {
        Files.createDirectory(directory, PRIVATE);
        Files.createDirectory(directory.resolve("run"), PRIVATE);
        for (String covered : COVERED) {
            Files.createDirectory(directory.resolve(covered), PRIVATE);
            Files.createDirectory(directory.resolve(covered + "-work"), PRIVATE);
        }
        Files.writeString(directory.resolve("daemon.json"), "{}");
        Recorder.make(recorder().directory(), programs.shim(), programs.runc());
    }

    /** A descriptor for what the daemon says, for the caller to close. */
    int openLog(Kernel kernel) {
        try (Arena arena = new Arena(directory.toString().length() + 64L)) {
            return (int)
                    kernel.call(
                            Syscall.OPENAT,
                            AT_FDCWD,
                            arena.text(log().toString()),
                            APPENDING,
                            0600);
        }
    }

    /** Steps of the daemon's process: what it mounts and writes outside stays in here. */
    void addMounts(SyscallTape tape) {
        tape.unshare(Set.of(Namespace.MOUNT));
        RootSteps.addPrivateMounts(tape);
        RootSteps.addBind(tape, directory.resolve("run"), Path.of("/run"));
        for (String covered : COVERED) {
            RootSteps.addCover(
                    tape,
                    Path.of("/" + covered),
                    directory.resolve(covered),
                    directory.resolve(covered + "-work"));
        }
    }

    /** The daemon, without a network and with nothing of the host's settings. */
    Command command(DockerPrograms programs, String group) {
        return Command.of(
                        programs.dockerd(),
                        "--config-file=" + directory.resolve("daemon.json"),
                        "--data-root=" + directory.resolve("data"),
                        // Short, for containerd's sockets lie below; its own, for /run is.
                        "--exec-root=/run/" + token(),
                        "--pidfile=" + directory.resolve("pid"),
                        "--host=" + DockerHost.socket(socket()),
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--ip-forward=false",
                        "--ip-masq=false",
                        "--userland-proxy=false",
                        "--storage-driver=overlay2",
                        "--exec-opt=native.cgroupdriver=cgroupfs",
                        "--cgroup-parent=" + group,
                        "--add-runtime=" + OwnDaemon.RECORDED + "=" + recorder().runtime())
                .searchingFirst(recorder().search());
    }

    /** The last thing the daemon said that is worse than a warning, else its last line. */
    String lastWords() {
        try {
            String worst = "";
            String last = "";
            for (String line : Files.readAllLines(log(), StandardCharsets.ISO_8859_1)) {
                Matcher message = MESSAGE.matcher(line);
                boolean structured = message.find();
                last = structured ? message.group(2) : line;
                if (!structured || !message.group(1).matches("debug|info|warning")) {
                    worst = last;
                }
            }
            String words = (worst.isBlank() ? last : worst).replaceAll("\\p{Cntrl}+", " ").strip();
            return words.length() > LAST_WORDS ? words.substring(0, LAST_WORDS) : words;
        } catch (IOException absent) {
            return "";
        }
    }

    /** What to do about what the daemon said. */
    static String remedy(String words) {
        if (words.contains("overlay")
                || words.contains("graphdriver")
                || words.contains("storage")) {
            return "overlay2 does not work there: mount a directory of ext4 or xfs on /var/lib/tare,"
                    + " or load the kernel's module overlay";
        }
        if (words.contains("ermission denied") || words.contains("not permitted")) {
            return "run as root";
        }
        return words.contains("executable file not found") ? "tare setup docker" : "";
    }
}

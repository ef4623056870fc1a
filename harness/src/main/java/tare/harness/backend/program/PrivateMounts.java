package tare.harness.backend.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Mounts;
import tare.harness.linux.Namespace;
import tare.harness.linux.Syscall;

/**
 * A mount namespace of their own for a runtime's programs, in which directories that all of a host
 * share are the run's own: what is written to {@code /run} lies in the run's directory, and mounts
 * go with the last process, however it ends. Costs the launch a copy of the table of mounts.
 */
public final class PrivateMounts implements Consumer<ProbeTape> {

    private static final int AT_FDCWD = -100;

    /** The same on both architectures. */
    private static final int O_PATH = 0x200000;

    private static final long MS_BIND = 0x1000;
    private static final long MS_REC = 0x4000;
    private static final long MS_SLAVE = 1 << 19;
    private static final long MNT_DETACH = 2;

    /**
     * One directory of the host that is another in the namespace.
     *
     * @param shared as everybody knows it
     * @param own what is there instead
     */
    private record Replaced(Path shared, Path own) {}

    private final Path visible;
    private final List<Replaced> replaced = new ArrayList<>();
    private final List<Path> hidden = new ArrayList<>();

    /**
     * @param visible directory that stays where it is even if it lies in one that is replaced
     */
    public PrivateMounts(Path visible) {
        this.visible = visible.toAbsolutePath();
    }

    /**
     * Replaces a directory.
     *
     * @param own made if it is not there
     * @throws IOException if it cannot be made
     */
    public PrivateMounts replace(Path shared, Path own) throws IOException {
        Files.createDirectories(
                own,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        if (visible.startsWith(shared)) {
            Files.createDirectories(own.resolve(shared.relativize(visible)));
        }
        replaced.add(new Replaced(shared, own.toAbsolutePath()));
        return this;
    }

    /**
     * Hides version 2 of control groups where version 1 has the controllers: crun refuses to work
     * with both.
     *
     * @throws IOException if the mounts cannot be read
     */
    public PrivateMounts withoutUnifiedGroups() throws IOException {
        List<Mounts.Mount> mounts = Mounts.read(Path.of("/proc/self/mountinfo"));
        if (mounts.stream().anyMatch(mount -> mount.type().equals("cgroup"))) {
            mounts.stream()
                    .filter(mount -> mount.type().equals("cgroup2"))
                    .forEach(mount -> hidden.add(mount.target()));
        }
        return this;
    }

    @Override
    public void accept(ProbeTape steps) {
        var tape = steps.tape();
        tape.unshare(Set.of(Namespace.MOUNT));
        long root = tape.arena().text("/");
        tape.add("make mounts private", Syscall.MOUNT, root, root, 0, MS_REC | MS_SLAVE, 0);
        for (Replaced directory : replaced) {
            long shared = tape.arena().text(directory.shared().toString());
            long keep = tape.arena().text(visible.toString());
            tape.add("open " + visible, Syscall.OPENAT, AT_FDCWD, keep, O_PATH, 0);
            long own = tape.arena().text(directory.own().toString());
            tape.add("mount " + directory.shared(), Syscall.MOUNT, own, shared, 0, MS_BIND, 0);
            if (visible.startsWith(directory.shared())) {
                long opened = tape.arena().text("/proc/self/fd/" + ProbeTape.OPENED);
                tape.add("mount " + visible, Syscall.MOUNT, opened, keep, 0, MS_BIND, 0);
            }
            tape.add("close", Syscall.CLOSE, ProbeTape.OPENED);
        }
        for (Path target : hidden) {
            long path = tape.arena().text(target.toString());
            tape.add("unmount " + target, Syscall.UMOUNT2, path, MNT_DETACH);
        }
    }
}

package tare.harness.backend.usermode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Namespace;
import tare.harness.linux.RootSteps;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;

/**
 * What is made around a guest before its program is executed: namespaces that end with it, a file
 * system for its memory, fixed addresses, no core dump. Part of the measured path.
 */
final class Tree implements Consumer<ProbeTape> {

    /** PER_LINUX with ADDR_NO_RANDOMIZE: otherwise UML sets it and executes itself once more. */
    private static final long FIXED_ADDRESSES = 0x40000;

    private static final int RLIMIT_CORE = 4;
    private static final int MS_NOSUID = 2;
    private static final int MS_NODEV = 4;

    private final Kernel kernel = new Kernel();
    private final boolean root;
    private final Path place;

    private Tree(boolean root, Path place) {
        this.root = root;
        this.place = place;
    }

    /**
     * @param root otherwise a user namespace gives the rights
     * @param directory the run's private directory
     * @throws UncheckedIOException if it has no room for a mount point
     */
    static Tree in(boolean root, Path directory) {
        Path place = directory.toAbsolutePath().resolve("uml");
        try {
            Files.createDirectories(
                    place,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + place, e);
        }
        return new Tree(root, place);
    }

    /** Where the guest's files are, as it sees them: empty for every guest. */
    Path place() {
        return place;
    }

    @Override
    public void accept(ProbeTape steps) {
        SyscallTape tape = steps.tape();
        Set<Namespace> namespaces = EnumSet.of(Namespace.PID, Namespace.MOUNT);
        if (!root) {
            namespaces.add(Namespace.USER);
        }
        tape.unshare(namespaces);
        if (!root) {
            long user = kernel.call(Syscall.GETEUID);
            long group = kernel.call(Syscall.GETEGID);
            steps.write("write setgroups", Path.of("/proc/self/setgroups"), "deny");
            steps.write("write uid_map", Path.of("/proc/self/uid_map"), "0 " + user + " 1");
            steps.write("write gid_map", Path.of("/proc/self/gid_map"), "0 " + group + " 1");
        }
        RootSteps.addPrivateMounts(tape);
        Arena arena = tape.arena();
        long type = arena.text("tmpfs");
        // Executable, since the memory's file holds the guest's programs; as large as the limit.
        tape.add(
                "mount a private " + place,
                Syscall.MOUNT,
                type,
                arena.text(place.toString()),
                type,
                MS_NOSUID | MS_NODEV,
                arena.text("mode=700"));
        tape.add("personality", Syscall.PERSONALITY, FIXED_ADDRESSES);
        tape.add("no core", Syscall.PRLIMIT64, 0, RLIMIT_CORE, arena.words(0, 0), 0);
    }
}

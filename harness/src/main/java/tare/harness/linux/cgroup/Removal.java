package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;
import tare.harness.linux.Syscall;

/** Takes a group away, with whatever lives in it. */
public final class Removal {

    private static final long FIRST_PAUSE_NANOS = 20_000;
    private static final int ATTEMPTS = 16;
    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int KILL_SWEEPS = 20;

    private Removal() {}

    /**
     * Removes an empty group; one that is gone already is fine. A group that was just emptied may
     * be busy for a moment, so a refusal is tried again, with pauses that double from 20 µs: about
     * 1.3 s in all.
     *
     * @throws IOException if it still cannot be removed
     */
    public static void remove(Kernel kernel, Path directory) throws IOException {
        long pause = FIRST_PAUSE_NANOS;
        byte[] path = (directory + "\0").getBytes(StandardCharsets.UTF_8);
        try (Arena arena = kernel.arena(path.length)) {
            long name = arena.bytes(path);
            for (int i = 1; ; i++) {
                // One call: Files.deleteIfExists looks first what kind of file it is.
                long result = kernel.attempt(Syscall.UNLINKAT, AT_FDCWD, name, AT_REMOVEDIR);
                if (result == 0 || result == -Errno.ENOENT.number()) {
                    return;
                }
                if (i == ATTEMPTS) {
                    String why = Errno.describe((int) -result);
                    throw new FileSystemException(directory.toString(), null, why);
                }
                LockSupport.parkNanos(pause);
                pause *= 2;
            }
        }
    }

    /**
     * The same as {@link #killAndRemove} for a group that is empty most of the time: then it costs
     * one system call.
     *
     * @throws IOException if members do not die or a directory stays
     */
    public static void removeOrKill(Kernel kernel, Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (FileSystemException busy) {
            killAndRemove(kernel, directory);
        }
    }

    /**
     * Kills what is in a group and in those below it, then removes them, deepest first.
     *
     * @throws IOException if members do not die or a directory stays
     */
    public static void killAndRemove(Kernel kernel, Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> tree = new ArrayList<>();
        collect(directory, tree);
        kill(kernel, directory, tree);
        for (int i = tree.size() - 1; i >= 0; i--) {
            remove(kernel, tree.get(i));
        }
    }

    /**
     * Waits until whoever is in a group and in those below it has ended by itself.
     *
     * @param nanos how long at most for each
     */
    public static void awaitEmpty(Kernel kernel, Path directory, long nanos) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> tree = new ArrayList<>();
        collect(directory, tree);
        for (Path group : tree) {
            for (int pid : members(group)) {
                try (Pidfd process = Pidfd.open(kernel, pid).orElse(null)) {
                    if (process != null && members(group).contains(pid)) {
                        process.awaitExit(nanos);
                    }
                }
            }
        }
    }

    /** Pids of a group's own members, none of those below it. */
    public static List<Integer> members(Path directory) throws IOException {
        List<Integer> pids = new ArrayList<>();
        try {
            for (String line :
                    Files.readAllLines(
                            directory.resolve("cgroup.procs"), StandardCharsets.US_ASCII)) {
                // 0 is a process outside of our pid namespace: it has no number here.
                if (!line.equals("0")) {
                    pids.add(Integer.valueOf(line));
                }
            }
        } catch (NoSuchFileException gone) {
            return List.of();
        }
        return pids;
    }

    private static void collect(Path directory, List<Path> tree) throws IOException {
        tree.add(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    collect(entry, tree);
                }
            }
        } catch (NoSuchFileException gone) {
            // Its own runtime removed it meanwhile.
            tree.remove(directory);
        }
    }

    private static void kill(Kernel kernel, Path directory, List<Path> tree) throws IOException {
        Path switchFile = directory.resolve("cgroup.kill");
        if (Files.exists(switchFile)) {
            Values.write(switchFile, "1");
            return;
        }
        // Members may fork while they are killed, so sweep until none is left.
        for (int sweep = 0; sweep < KILL_SWEEPS; sweep++) {
            boolean empty = true;
            for (Path group : tree) {
                for (int pid : members(group)) {
                    empty = false;
                    killMember(kernel, group, pid);
                }
            }
            if (empty) {
                return;
            }
        }
    }

    private static void killMember(Kernel kernel, Path group, int pid) throws IOException {
        try (Pidfd process = Pidfd.open(kernel, pid).orElse(null)) {
            // Looked up again once the handle is held: the pid may have come to mean another.
            if (process != null && members(group).contains(pid)) {
                process.signal(Pidfd.SIGKILL);
                process.awaitExit(FIRST_PAUSE_NANOS * 1000);
            }
        }
    }
}

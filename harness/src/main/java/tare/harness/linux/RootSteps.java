package tare.harness.linux;

import java.nio.file.Path;

/**
 * Steps of a tape that change what the child sees of the file system ({@code
 * include/uapi/linux/mount.h}). They need a mount namespace of the child's own.
 */
public final class RootSteps {

    private static final int MS_RDONLY = 1;
    private static final int MS_NOSUID = 2;
    private static final int MS_NODEV = 4;
    private static final int MS_NOEXEC = 8;
    private static final int MS_REMOUNT = 32;
    private static final int MS_BIND = 4096;
    private static final int MS_REC = 16384;
    private static final int MS_PRIVATE = 1 << 18;
    private static final int MNT_DETACH = 2;

    /** Of mount_setattr: the flags of a mount and those of all below it. */
    private static final int ATTR_RDONLY = 1;

    private static final int ATTR_NOSUID = 2;
    private static final int ATTR_NODEV = 4;
    private static final int ATTR_BYTES = 32;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int AT_FDCWD = -100;

    private RootSteps() {}

    /** No mount of the child's reaches the host, or the other way round. */
    public static void addPrivateMounts(SyscallTape tape) {
        long slash = tape.arena().text("/");
        tape.add("make mounts private", Syscall.MOUNT, 0, slash, 0, MS_REC | MS_PRIVATE, 0);
    }

    /** A directory shows empty, and what is written there goes with the mount namespace. */
    public static void addEmpty(SyscallTape tape, Path directory) {
        Arena arena = tape.arena();
        long type = arena.text("tmpfs");
        tape.add(
                "mount a private " + directory,
                Syscall.MOUNT,
                type,
                arena.text(directory.toString()),
                type,
                MS_NOSUID | MS_NODEV,
                arena.text("mode=755,size=1m"));
    }

    /** Takes a mount away, as the child sees it; private mounts first, or the host loses it too. */
    public static void addDetach(SyscallTape tape, Path target) {
        long path = tape.arena().text(target.toString());
        tape.add("detach " + target, Syscall.UMOUNT2, path, MNT_DETACH);
    }

    /** A directory is seen in the place of another. */
    public static void addBind(SyscallTape tape, Path directory, Path place) {
        Arena arena = tape.arena();
        tape.add(
                "bind " + place,
                Syscall.MOUNT,
                arena.text(directory.toString()),
                arena.text(place.toString()),
                0,
                MS_BIND,
                0);
    }

    /**
     * A directory looks as before, and what is written to it goes elsewhere.
     *
     * @param layer takes what is written; an empty directory
     * @param work beside it, for the file system's own use
     */
    public static void addCover(SyscallTape tape, Path place, Path layer, Path work) {
        Arena arena = tape.arena();
        tape.add(
                "mount overlay on " + place,
                Syscall.MOUNT,
                arena.text("overlay"),
                arena.text(place.toString()),
                arena.text("overlay"),
                0,
                arena.text("lowerdir=" + place + ",upperdir=" + layer + ",workdir=" + work));
    }

    /**
     * A file or directory of the host's is seen elsewhere too, with what is mounted below it; the
     * programs in it gain no privileges by their mode, and its devices are none. Takes Linux 5.12.
     *
     * @param place an empty file or directory
     * @param writable whether the child may change it
     */
    public static void addBindAll(SyscallTape tape, Path source, Path place, boolean writable) {
        Arena arena = tape.arena();
        long at = arena.text(place.toString());
        tape.add(
                "bind " + source,
                Syscall.MOUNT,
                arena.text(source.toString()),
                at,
                0,
                MS_BIND | MS_REC,
                0);
        long set = ATTR_NOSUID | ATTR_NODEV | (writable ? 0 : ATTR_RDONLY);
        // struct mount_attr { attr_set, attr_clr, propagation, userns_fd }
        long attributes = arena.words(set, 0, 0, 0);
        tape.add(
                "restrict " + source,
                Syscall.MOUNT_SETATTR,
                AT_FDCWD,
                at,
                AT_RECURSIVE,
                attributes,
                ATTR_BYTES);
    }

    /**
     * The directory becomes the root, read-only, with the host's file system gone.
     *
     * @param proc where /proc is mounted, inside the directory as the host sees it
     */
    public static void addPivot(SyscallTape tape, Path directory, Path proc) {
        addPivot(tape, directory, false, () -> addProc(tape, proc));
    }

    /** The processes of the child's pid namespace are seen in a directory. */
    public static void addProc(SyscallTape tape, Path place) {
        Arena arena = tape.arena();
        tape.add(
                "mount /proc",
                Syscall.MOUNT,
                arena.text("proc"),
                arena.text(place.toString()),
                arena.text("proc"),
                MS_NOSUID | MS_NODEV | MS_NOEXEC,
                0);
    }

    /**
     * The same for a root with something else in it.
     *
     * @param writable whether the child may write to the root itself
     * @param mounts adds steps that mount inside the directory, by paths as the host sees them
     */
    public static void addPivot(
            SyscallTape tape, Path directory, boolean writable, Runnable mounts) {
        Arena arena = tape.arena();
        long root = arena.text(directory.toString());
        long here = arena.text(".");
        tape.add("bind the root", Syscall.MOUNT, root, root, 0, MS_BIND, 0);
        tape.add("enter the root", Syscall.CHDIR, root);
        mounts.run();
        tape.add(
                writable ? "restrict the root" : "make the root read-only",
                Syscall.MOUNT,
                0,
                here,
                0,
                MS_REMOUNT | MS_BIND | (writable ? 0 : MS_RDONLY) | MS_NOSUID | MS_NODEV,
                0);
        // Old and new root in one place: the old one lies on top and is taken off.
        tape.add("pivot_root", Syscall.PIVOT_ROOT, here, here);
        tape.add("detach the host's root", Syscall.UMOUNT2, here, MNT_DETACH);
    }
}

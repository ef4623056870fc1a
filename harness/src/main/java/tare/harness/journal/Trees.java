package tare.harness.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mounts;

/** Removes directories with all that is in them, and nothing else. */
final class Trees {

    private Trees() {}

    /**
     * Removes a directory. What is mounted below it is taken away first: else the removal would go
     * on in the mounted file system. No link is followed, not even one that is put in place while
     * this runs: every step is relative to an open directory.
     *
     * @return whether there was one
     * @throws IOException if something stays
     */
    static boolean remove(Kernel kernel, Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        detachBelow(kernel, directory);
        Path parent = directory.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new IOException("the root is not removed");
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this platform cannot remove below " + parent + " safely");
            }
            removeIn(secure, directory.getFileName());
        }
        return true;
    }

    private static void detachBelow(Kernel kernel, Path directory) throws IOException {
        Path real = directory.toRealPath();
        List<Mounts.Mount> mounts = Mounts.read(Path.of("/proc/self/mountinfo"));
        // The last mounted first.
        for (int i = mounts.size() - 1; i >= 0; i--) {
            if (mounts.get(i).target().startsWith(real)) {
                Mounts.detach(kernel, mounts.get(i).target());
            }
        }
        for (Mounts.Mount mount : Mounts.read(Path.of("/proc/self/mountinfo"))) {
            if (mount.target().startsWith(real)) {
                throw new IOException("something is still mounted at " + mount.target());
            }
        }
    }

    private static void removeIn(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try (SecureDirectoryStream<Path> children =
                parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : children) {
                Path childName = child.getFileName();
                boolean directory =
                        children.getFileAttributeView(
                                        childName,
                                        BasicFileAttributeView.class,
                                        LinkOption.NOFOLLOW_LINKS)
                                .readAttributes()
                                .isDirectory();
                if (directory) {
                    removeIn(children, childName);
                } else {
                    children.deleteFile(childName);
                }
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        parent.deleteDirectory(name);
    }
}

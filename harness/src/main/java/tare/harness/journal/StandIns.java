package tare.harness.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Puts files of Tare's in the place of others for a time, and takes them away again. */
public final class StandIns {

    private StandIns() {}

    /**
     * Puts a program's file in its place, mode 0700; what stands there is moved aside. It must be
     * in the journal already.
     *
     * @throws IOException if it cannot; {@link #remove} then undoes what was done of it
     */
    public static void place(Resource.StandIn file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file.fresh(),
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Else a power cut could leave an empty file there, which is nobody's.
            channel.force(true);
        }
        if (Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file.path(), file.kept(), StandardCopyOption.ATOMIC_MOVE);
        }
        // A link, because it never replaces what somebody puts there just now.
        Files.createLink(file.path(), file.fresh());
        Files.delete(file.fresh());
    }

    /**
     * Takes a file away, and puts back what stood there: the very file, with its owner and mode.
     * Idempotent.
     *
     * @return whether there was something to do
     * @throws IOException if it stays, or if another file stands there now
     */
    public static boolean remove(Resource.StandIn file) throws IOException {
        boolean found = Files.deleteIfExists(file.fresh());
        boolean ours = says(file);
        if (Files.exists(file.kept(), LinkOption.NOFOLLOW_LINKS)) {
            if (!ours && Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "somebody else's file stands there now; what stood there before is "
                                + file.kept());
            }
            Files.move(file.kept(), file.path(), StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
        return ours ? Files.deleteIfExists(file.path()) : found;
    }

    private static boolean says(Resource.StandIn file) throws IOException {
        byte[] expected = bytes(file);
        return Files.isRegularFile(file.path(), LinkOption.NOFOLLOW_LINKS)
                && Files.size(file.path()) == expected.length
                && Arrays.equals(Files.readAllBytes(file.path()), expected);
    }

    private static byte[] bytes(Resource.StandIn file) {
        return file.content().getBytes(StandardCharsets.UTF_8);
    }
}

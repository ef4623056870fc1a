package tare.harness.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What lies behind this process's pages, by {@code /proc/self/pagemap} (its own file, which needs
 * no privilege: only frame numbers are hidden).
 */
public final class Pagemap {

    private static final Path FILE = Path.of("/proc/self/pagemap");
    private static final long PAGE = 4096;

    /** Bits of an entry, {@code Documentation/admin-guide/mm/pagemap.rst}. */
    private static final long PRESENT = 1L << 63;

    private static final long SWAPPED = 1L << 62;
    private static final long OF_A_FILE = 1L << 61;

    private Pagemap() {}

    /**
     * Pages of a private view of a file that are copies of its own: there, in memory or swapped
     * out, and not the file's.
     *
     * @param address of a whole page
     * @param bytes a multiple of the page size
     */
    public static long ownPages(long address, long bytes) {
        ByteBuffer entries =
                ByteBuffer.allocate(Math.toIntExact(bytes / PAGE * Long.BYTES))
                        .order(ByteOrder.nativeOrder());
        long start = address / PAGE * Long.BYTES;
        try (FileChannel file = FileChannel.open(FILE, StandardOpenOption.READ)) {
            while (entries.hasRemaining()) {
                if (file.read(entries, start + entries.position()) < 0) {
                    throw new IOException(FILE + " ends before address " + address);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long own = 0;
        for (int at = 0; at < entries.limit(); at += Long.BYTES) {
            long entry = entries.getLong(at);
            if ((entry & (PRESENT | SWAPPED)) != 0 && (entry & OF_A_FILE) == 0) {
                own++;
            }
        }
        return own;
    }
}

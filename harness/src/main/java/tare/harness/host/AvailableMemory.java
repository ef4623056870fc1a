package tare.harness.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * MemAvailable, read again and again: one file that stays open, and no garbage. Used by one thread
 * at a time.
 */
public final class AvailableMemory implements AutoCloseable {

    private static final byte[] NAME = {
        'M', 'e', 'm', 'A', 'v', 'a', 'i', 'l', 'a', 'b', 'l', 'e', ':'
    };

    private final RandomAccessFile file;
    private final Path meminfo;
    private final byte[] head = new byte[256];

    private AvailableMemory(RandomAccessFile file, Path meminfo) {
        this.file = file;
        this.meminfo = meminfo;
    }

    /** Opens the host's account. */
    public static AvailableMemory open() throws IOException {
        return open(Path.of("/proc/meminfo"));
    }

    static AvailableMemory open(Path meminfo) throws IOException {
        return new AvailableMemory(new RandomAccessFile(meminfo.toFile(), "r"), meminfo);
    }

    /**
     * What the kernel thinks could still be allocated, in bytes; see
     * Documentation/filesystems/proc.rst.
     */
    public long bytes() throws IOException {
        file.seek(0);
        int count = file.read(head);
        for (int at = 0; at + NAME.length < count; at++) {
            if (named(at)) {
                return kibibytes(at + NAME.length, count) << 10;
            }
        }
        throw new IOException("no MemAvailable in /proc/meminfo");
    }

    /**
     * The same; where it is less than that, with the free pages on the lists of single CPUs, which
     * takes longer to read: of a crowd that has just ended gigabytes may lie there.
     */
    public long bytes(long least) throws IOException {
        long bytes = bytes();
        return bytes >= least
                ? bytes
                : HostMemory.read(meminfo.resolveSibling("")).availableBytes();
    }

    private boolean named(int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (head[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    private long kibibytes(int from, int count) {
        long value = 0;
        for (int at = from; at < count && head[at] != 'k'; at++) {
            if (Character.isDigit(head[at])) {
                value = 10 * value + (head[at] - '0');
            }
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

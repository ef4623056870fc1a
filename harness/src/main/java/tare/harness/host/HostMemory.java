package tare.harness.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tare.results.failure.HostError;

/**
 * The kernel's account of the host's memory, in bytes.
 *
 * @param totalBytes all of it
 * @param availableBytes what could still be allocated: MemAvailable, and the free pages on the
 *     lists of single CPUs, which that leaves out: a busy kernel keeps hundreds of MiB there, and
 *     what is then allocated does not show
 * @param kernelBytes what the kernel holds for itself and tells apart: slab that cannot be
 *     reclaimed, page tables (those of KVM too), kernel stacks, per-CPU areas; slab that can counts
 *     as available
 * @param oomKills processes that were killed for want of memory since the boot
 */
public record HostMemory(long totalBytes, long availableBytes, long kernelBytes, long oomKills) {

    private static final int AT_PAGESZ = 6;

    /** Disjoint parts; KernelStack lies in vmalloc or not, so VmallocUsed is left out. */
    private static final List<String> KERNEL =
            List.of("SUnreclaim", "PageTables", "SecPageTables", "KernelStack", "Percpu");

    /** Reads it now. */
    public static HostMemory read() {
        return read(Path.of("/proc"));
    }

    static HostMemory read(Path proc) {
        Path meminfo = proc.resolve("meminfo");
        try {
            Map<String, Long> lines = new HashMap<>();
            for (String line : Files.readAllLines(meminfo)) {
                String[] words = line.split("[: ]+", -1);
                lines.put(words[0], Long.parseLong(words[1]) << 10);
            }
            long kernel = 0;
            for (String part : KERNEL) {
                kernel += lines.getOrDefault(part, 0L);
            }
            return new HostMemory(
                    told(lines, "MemTotal"),
                    told(lines, "MemAvailable") + onLists(proc.resolve("zoneinfo")),
                    kernel,
                    oomKills(proc.resolve("vmstat")));
        } catch (IOException | NumberFormatException e) {
            throw new HostError(
                    "cannot read the host's memory", meminfo.toString(), e.toString(), "", e);
        }
    }

    private static long told(Map<String, Long> lines, String field) throws IOException {
        Long bytes = lines.get(field);
        if (bytes == null) {
            throw new IOException("no " + field);
        }
        return bytes;
    }

    /** The counts of each zone and CPU; 0 where the kernel does not tell. */
    private static long onLists(Path zoneinfo) throws IOException {
        long pages = 0;
        if (Files.isReadable(zoneinfo)) {
            for (String line : Files.readAllLines(zoneinfo)) {
                String row = line.strip();
                if (row.startsWith("count:")) {
                    pages += Long.parseLong(row.substring("count:".length()).strip());
                }
            }
        }
        return pages == 0 ? 0 : pages * pageBytes(zoneinfo.resolveSibling("self/auxv"));
    }

    /** Size of a page, in bytes. */
    public static long pageBytes() {
        Path vector = Path.of("/proc/self/auxv");
        try {
            return pageBytes(vector);
        } catch (IOException e) {
            throw new HostError(
                    "cannot read a page's size", vector.toString(), e.toString(), "", e);
        }
    }

    /** AT_PAGESZ of the auxiliary vector (include/uapi/linux/auxvec.h). */
    private static long pageBytes(Path vector) throws IOException {
        ByteBuffer words =
                ByteBuffer.wrap(Files.readAllBytes(vector)).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 2 * Long.BYTES) {
            long key = words.getLong();
            long value = words.getLong();
            if (key == AT_PAGESZ) {
                return value;
            }
        }
        throw new IOException("no page size in " + vector);
    }

    private static long oomKills(Path vmstat) throws IOException {
        for (String line : Files.readAllLines(vmstat)) {
            if (line.startsWith("oom_kill ")) {
                return Long.parseLong(line.substring("oom_kill ".length()));
            }
        }
        return 0;
    }
}

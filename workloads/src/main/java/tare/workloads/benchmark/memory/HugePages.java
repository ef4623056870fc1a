package tare.workloads.benchmark.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/** Whether this process has huge pages: a JVM that asked for them in vain says nothing. */
final class HugePages {

    /** The kernel's sums over all mappings of this process. */
    private static final Path ROLLUP = Path.of("/proc/self/smaps_rollup");

    private static final String LABEL = "AnonHugePages:";
    private static final long HUGE_BYTES = 2L << 20;

    private HugePages() {}

    /**
     * Goes on only if this process has about so many bytes in huge pages.
     *
     * @param bytes of the arrays that shall lie in them
     * @throws IllegalStateException if it has not, or the kernel does not say: a {@link Lack}
     */
    static void demand(long bytes) {
        List<String> said;
        try {
            said = Files.readAllLines(ROLLUP);
        } catch (IOException e) {
            throw Lack.of(Requirement.PROC, ROLLUP.toString(), e).exception();
        }
        demand(bytes, said);
    }

    static void demand(long bytes, List<String> said) {
        long had =
                hugeBytes(said)
                        .orElseThrow(
                                () ->
                                        new Lack(Requirement.PROC, ROLLUP + " has no " + LABEL)
                                                .exception());
        // The ends of an array may lie in small pages.
        long least = Math.max(HUGE_BYTES, bytes / 4 * 3);
        if (had < least) {
            throw new Lack(
                            Requirement.HUGE_PAGES,
                            "the JVM has "
                                    + had
                                    + " bytes in huge pages, and at least "
                                    + least
                                    + " were asked for by -XX:+UseTransparentHugePages")
                    .exception();
        }
    }

    private static OptionalLong hugeBytes(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith(LABEL) && line.endsWith("kB"))
                .map(line -> line.substring(LABEL.length(), line.length() - 2).strip())
                .mapToLong(number -> Long.parseLong(number) << 10)
                .findFirst();
    }
}

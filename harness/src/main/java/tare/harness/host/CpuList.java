package tare.harness.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.failure.UsageError;

/** CPU lists in the kernel's form (cpuset(7), "List format"), for example {@code 0-3,5}. */
public final class CpuList {

    /** More than any kernel has (CONFIG_NR_CPUS is at most 8192): bounds what a list can mean. */
    private static final int LIMIT = 1 << 16;

    private CpuList() {}

    /**
     * Reads a list.
     *
     * @return the CPUs in ascending order; none for an empty text
     * @throws UsageError if the text is not of this form
     */
    public static SortedSet<Integer> parse(String text) {
        SortedSet<Integer> cpus = new TreeSet<>();
        if (text.isBlank()) {
            return cpus;
        }
        for (String part : text.strip().split(",", -1)) {
            if (!part.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
                throw refusal(text, "'" + part + "' is no CPU and no range of CPUs");
            }
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = Integer.parseInt(part.substring(dash + 1));
            if (last < first || last >= LIMIT) {
                throw refusal(text, "the range '" + part + "' is empty or too large");
            }
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    /** Writes a list, with ranges where CPUs follow each other. */
    public static String format(Collection<Integer> cpus) {
        List<String> parts = new ArrayList<>();
        Integer first = null;
        Integer last = null;
        for (Integer cpu : new TreeSet<>(cpus)) {
            if (first != null && last != null && cpu == last + 1) {
                last = cpu;
                continue;
            }
            if (first != null && last != null) {
                parts.add(range(first, last));
            }
            first = cpu;
            last = cpu;
        }
        if (first != null && last != null) {
            parts.add(range(first, last));
        }
        return String.join(",", parts);
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    private static UsageError refusal(String text, String why) {
        return new UsageError("Not a list of CPUs", text, why, "write for example 0-3,5");
    }
}

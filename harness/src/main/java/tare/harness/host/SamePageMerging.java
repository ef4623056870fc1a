package tare.harness.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.results.model.Outcome;

/**
 * Kernel same-page merging, KSM: the kernel looks through memory that its owner has offered (by
 * madvise MERGEABLE, as QEMU does for its guests) for pages of the same content, and keeps one of
 * them. It is a setting of the whole host: changed only with the user's leave, written down before,
 * and put back by {@link #close} or by the cleaner.
 *
 * <p>Source: Linux, Documentation/admin-guide/mm/ksm.rst.
 */
public final class SamePageMerging implements AutoCloseable {

    private static final String PLACE = "sys/kernel/mm/ksm/";
    private static final String RUN = "run";
    private static final String FREE = "[none]";
    private static final String STOPPED = "0";
    private static final String ON = "1";

    /** Stops, and gives each page that was merged back to whom it belonged. */
    private static final String UNMERGE = "2";

    /**
     * So many pages are looked at, then the scanner sleeps for so many milliseconds: 500,000 a
     * second at most, where the kernel's defaults are 5,000. What is merged in the end is the same.
     */
    private static final Map<String, String> SPEED =
            Map.of("pages_to_scan", "10000", "sleep_millisecs", "20");

    /**
     * A page is merged when it is met with an unchanged sum, at the second look; and the first scan
     * that ends may have begun before there was anything.
     */
    private static final int FIRST_SCANS = 3;

    private static final long PERIOD_NANOS = 20_000_000;

    private final HostTree tree;
    private final MonotonicClock clock;
    private final Map<String, String> before;
    private final boolean parts;
    private final List<Journal.Entry> entries = new ArrayList<>();

    private SamePageMerging(
            HostTree tree, MonotonicClock clock, Map<String, String> before, boolean parts) {
        this.tree = tree;
        this.clock = clock;
        this.before = before;
        this.parts = parts;
    }

    /**
     * What the scanner has done.
     *
     * @param savedPages what would be needed more without it, on the whole host
     * @param scans full ones that ended meanwhile
     * @param settled whether the last changed too little to matter
     */
    public record Merged(long savedPages, long scans, boolean settled) {}

    /** Why it cannot be turned on here; empty if it can. */
    public static Optional<Outcome.Absent> absence(HostTree tree) {
        if (!tree.exists(PLACE + RUN)) {
            return absent("this kernel has none (no /" + PLACE + ")", "a kernel with CONFIG_KSM");
        }
        return Files.isWritable(tree.root().resolve(PLACE + RUN))
                ? Optional.empty()
                : absent("this user may not turn it on", "run as root");
    }

    private static Optional<Outcome.Absent> absent(String why, String remedy) {
        return Optional.of(
                new Outcome.Absent(
                        Outcome.Kind.SKIPPED, "same-page merging (KSM): " + why, remedy));
    }

    /**
     * Whether any of these processes has offered memory: {@code mg} among the flags of a mapping
     * (Documentation/filesystems/proc.rst). Of the others the kernel merges nothing.
     */
    public static boolean offered(HostTree tree, List<Integer> pids) {
        return pids.stream()
                .flatMap(pid -> tree.lines("proc/" + pid + "/smaps").stream())
                .anyMatch(line -> line.startsWith("VmFlags:") && line.contains(" mg"));
    }

    /**
     * Turns it off for the time being; what is merged already stays so.
     *
     * @throws IOException if it cannot; the settings are then those from before
     */
    public static SamePageMerging take(HostTree tree, Journal journal, MonotonicClock clock)
            throws IOException {
        Map<String, String> before = new TreeMap<>();
        for (String name : SPEED.keySet()) {
            tree.line(PLACE + name).ifPresent(value -> before.put(name, value));
        }
        String run = tree.line(PLACE + RUN).orElse(STOPPED);
        before.put(RUN, run);
        // What somebody has had merged and then stopped is not ours to part.
        boolean parts = !run.equals(ON) && tree.number(PLACE + "pages_shared").orElse(0) == 0;
        SamePageMerging merging = new SamePageMerging(tree, clock, before, parts);
        before.forEach((name, value) -> merging.intend(journal, name, value));
        if (parts) {
            // Undone in reverse: first this, which parts what was merged, then the old value.
            merging.intend(journal, RUN, UNMERGE);
        }
        try {
            merging.write(RUN, STOPPED);
            return merging;
        } catch (IOException e) {
            merging.entries.forEach(Journal.Entry::done);
            throw e;
        }
    }

    private void intend(Journal journal, String name, String value) {
        Path path = tree.root().resolve(PLACE + name);
        entries.add(journal.intend(new Resource.Setting(path, value)));
    }

    /** Turns it on, faster than the host would have it, where the kernel lets that be chosen. */
    public void on() throws IOException {
        // The kernel's advisor, where it is on, chooses by itself and refuses what is written here.
        if (tree.line(PLACE + "advisor_mode").orElse(FREE).contains(FREE)) {
            for (Map.Entry<String, String> speed : SPEED.entrySet()) {
                if (before.containsKey(speed.getKey())) {
                    write(speed.getKey(), speed.getValue());
                }
            }
        }
        write(RUN, ON);
    }

    /**
     * Waits until a full scan changes what is shared by less than a share of it.
     *
     * @param share for example 0.05
     * @param longest bound of the waiting
     * @param going whether there is still somebody to wait for
     */
    public Merged await(double share, Duration longest, BooleanSupplier going) {
        long end = clock.nanos() + longest.toNanos();
        long begun = number("full_scans");
        long seen = begun;
        long shared = 0;
        while (clock.nanos() < end && going.getAsBoolean()) {
            LockSupport.parkNanos(PERIOD_NANOS);
            long scans = number("full_scans");
            if (scans > seen) {
                long now = number("pages_sharing");
                boolean still = Math.abs(now - shared) <= share * Math.max(now, shared);
                if (still && seen - begun >= FIRST_SCANS) {
                    return new Merged(now, scans - begun, true);
                }
                seen = scans;
                shared = now;
            }
        }
        return new Merged(number("pages_sharing"), seen - begun, false);
    }

    private long number(String name) {
        return tree.number(PLACE + name).orElse(0);
    }

    private void write(String name, String value) throws IOException {
        Files.writeString(
                tree.root().resolve(PLACE + name),
                value,
                StandardCharsets.US_ASCII,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * As it was: what was merged meanwhile is parted where the host had it off and nothing merged.
     * Idempotent.
     *
     * @throws IOException if it cannot be put back; the cleaner tries again
     */
    @Override
    public void close() throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        if (parts) {
            write(RUN, UNMERGE);
        }
        for (Map.Entry<String, String> old : before.entrySet()) {
            if (!tree.line(PLACE + old.getKey()).equals(Optional.of(old.getValue()))) {
                write(old.getKey(), old.getValue());
            }
        }
        entries.forEach(Journal.Entry::done);
        entries.clear();
    }
}

package tare.harness.journal;

import java.util.ArrayList;
import java.util.List;
import tare.results.failure.ExitCode;

/**
 * What a cleaner did.
 *
 * @param removed what was there and is gone
 * @param skipped runs that are alive, and what a live program still needs
 * @param failed what could not be removed, and why; it stays in the journal
 */
public record CleanReport(List<Item> removed, List<Item> skipped, List<Item> failed) {

    public CleanReport {
        removed = List.copyOf(removed);
        skipped = List.copyOf(skipped);
        failed = List.copyOf(failed);
    }

    /**
     * One thing.
     *
     * @param runId the run that left it
     * @param what for example {@code process 4711} or {@code mount /x}
     * @param reason why it was skipped or failed; else empty
     */
    public record Item(String runId, String what, String reason) {}

    /** Done, or that something could not be removed. */
    public ExitCode exitCode() {
        return failed.isEmpty() ? ExitCode.DONE : ExitCode.OUTPUT;
    }

    /** Collects items while the cleaner works. */
    static final class Builder {

        private final List<Item> removed = new ArrayList<>();
        private final List<Item> skipped = new ArrayList<>();
        private final List<Item> failed = new ArrayList<>();

        void removed(Item item) {
            removed.add(item);
        }

        void skipped(Item item) {
            skipped.add(item);
        }

        void failed(Item item) {
            failed.add(item);
        }

        int failures() {
            return failed.size();
        }

        CleanReport build() {
            return new CleanReport(removed, skipped, failed);
        }
    }
}

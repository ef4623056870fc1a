package tare.harness.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of a journal that was not said to be gone.
 *
 * @param bootId the boot in which it was made
 * @param nanos when it was written, on that boot's monotonic clock
 */
record Leftover(String bootId, long nanos, Resource resource) {

    /** Reads the leftovers of all journals of a run, the latest first: the order of undoing. */
    static List<Leftover> ofRun(Path runDirectory) throws IOException {
        List<Leftover> all = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(runDirectory)) {
            for (Path entry : entries) {
                if (FileJournal.isJournal(entry)) {
                    all.addAll(read(entry));
                }
            }
        }
        all.sort(Comparator.comparingLong(Leftover::nanos).reversed());
        return all;
    }

    /** Reads one journal in the order of writing; torn lines are passed over. */
    static List<Leftover> read(Path file) throws IOException {
        List<Leftover> closed = new ArrayList<>();
        Map<Long, Leftover> open = new LinkedHashMap<>();
        String bootId = "";
        // Bytes that are no UTF-8 can only stand in a torn line; its sum fails.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
            JournalLine entry = JournalLine.decode(line).orElse(null);
            if (entry instanceof JournalLine.Run run) {
                closed.addAll(open.values());
                open.clear();
                bootId = run.bootId();
            } else if (entry instanceof JournalLine.Is is) {
                open.put(is.id(), new Leftover(bootId, is.nanos(), is.resource()));
            } else if (entry instanceof JournalLine.Gone gone) {
                open.remove(gone.id());
            }
        }
        closed.addAll(open.values());
        return closed;
    }
}

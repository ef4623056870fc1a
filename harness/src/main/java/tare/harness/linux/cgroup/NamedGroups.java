package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tare.harness.linux.MarkedProcesses;

/** Finds groups by a word in their names: those that a runtime has made by its own rules. */
public final class NamedGroups {

    /** Deeper than any runtime nests. */
    private static final int DEEPEST = 12;

    private NamedGroups() {}

    /**
     * The topmost groups of every tree whose name carries the word; groups below them are theirs.
     *
     * @param word unique on the host; {@code run-1} is not in {@code run-10}
     */
    public static List<Path> find(CgroupLayout layout, String word) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Hierarchy tree : layout.hierarchies()) {
            collect(tree.mount(), word, 0, found);
        }
        return found;
    }

    private static void collect(Path directory, String word, int depth, List<Path> found)
            throws IOException {
        if (depth > DEEPEST) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (MarkedProcesses.carries(entry.getFileName().toString(), word)) {
                    found.add(entry);
                } else {
                    collect(entry, word, depth + 1, found);
                }
            }
        } catch (NoSuchFileException gone) {
            // Removed while it was looked at.
            return;
        }
    }
}

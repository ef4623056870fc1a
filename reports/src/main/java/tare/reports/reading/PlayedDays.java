package tare.reports.reading;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tare.results.file.ScenarioText;
import tare.results.model.CellKey;
import tare.results.model.Plan;

/**
 * The days of recorded use that a simulation played, as its plan has them: by their content, since
 * a folder may be called anything.
 */
public final class PlayedDays {

    /** The parameter of cells that names the folder, where there are several days. */
    private static final String TRACE = "trace";

    private final Optional<String> only;
    private final SortedMap<String, String> byFolder;
    private final Optional<String> hosts;

    private PlayedDays(
            Optional<String> only, SortedMap<String, String> byFolder, Optional<String> hosts) {
        this.only = only;
        this.byFolder = byFolder;
        this.hosts = hosts;
    }

    /** The days of a plan, before it was made fit to be shown: that cuts long texts. */
    static PlayedDays of(Plan plan) {
        SortedMap<String, List<String>> values = ScenarioText.values(plan);
        List<String> folders = values.getOrDefault(TRACE, List.of());
        List<String> digests =
                values.getOrDefault("digest", List.of()).stream()
                        .flatMap(text -> List.of(text.split(" ", -1)).stream())
                        .filter(digest -> !digest.isEmpty())
                        .toList();
        SortedMap<String, String> byFolder = new TreeMap<>();
        if (folders.size() == digests.size()) {
            for (int i = 0; i < folders.size(); i++) {
                byFolder.put(Sanitised.name(name(folders.get(i))), digests.get(i));
            }
        }
        return new PlayedDays(
                digests.size() == 1 ? Optional.of(digests.get(0)) : Optional.empty(),
                byFolder,
                values.getOrDefault("hosts", List.of()).stream().findFirst());
    }

    /** A folder's last name, as cells have it. */
    private static String name(String folder) {
        try {
            @Nullable Path name = Path.of(folder).normalize().getFileName();
            return String.valueOf(name);
        } catch (InvalidPathException e) {
            return folder;
        }
    }

    /** SHA-256 of the day that a cell is of; empty where the plan does not tell. */
    public Optional<String> digest(CellKey key) {
        @Nullable String folder = key.parameters().get(TRACE);
        return folder == null ? only : Optional.ofNullable(byFolder.get(folder));
    }

    /** Whether they were played on so many hosts. */
    public boolean on(int count) {
        return hosts.equals(Optional.of(Integer.toString(count)));
    }
}

package tare.results.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a folder of results says.
 *
 * @param results how many results are in it, of which none is counted twice
 * @param added how many of them the index did not know before
 * @param troubles files that are no results, each with the reason
 * @param notes what else a reader must know
 * @param newest the file of the newest result
 * @param trends sorted by host and cell
 */
public record History(
        int results,
        int added,
        List<String> troubles,
        List<String> notes,
        Optional<Path> newest,
        List<Trend> trends) {

    public History {
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
        trends = List.copyOf(trends);
    }
}

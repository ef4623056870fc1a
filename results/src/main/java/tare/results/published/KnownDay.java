package tare.results.published;

import java.util.List;
import java.util.Optional;

/**
 * A recorded day that others have figures of.
 *
 * @param name as it is published, for example {@code 20110303}
 * @param machines files of the day
 * @param digest SHA-256 in hexadecimal over names and contents of its files, as plans of results
 *     have it: a folder may be called anything
 */
public record KnownDay(String name, int machines, String digest) {

    /** All of them, by name. */
    public static List<KnownDay> all() {
        return DataFile.rows("planetlab.csv").stream()
                .map(row -> new KnownDay(row.get(0), Integer.parseInt(row.get(1)), row.get(2)))
                .toList();
    }

    /** The day with that content. */
    public static Optional<KnownDay> of(String digest) {
        return all().stream().filter(day -> day.digest().equals(digest)).findFirst();
    }
}

package tare.harness.backend;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** One family of backends: turns keys into backends. Each room has one. */
public interface Room {

    /** The family's name: a key of it, or what all its keys begin with, as in {@code namespace}. */
    String name();

    /**
     * The keys that a run without {@code --backend} uses on this host, for example the full set as
     * root and the user-namespace set otherwise, available or not. None where the family is one
     * that a host need not have.
     */
    List<String> defaultKeys();

    /**
     * Keys that exist by settings of the run: default keys of that run too.
     *
     * @param settings of the plan that begin with {@code backend.}
     * @throws tare.results.failure.UsageError if settings of this family make no sense
     */
    default List<String> keysBySettings(SortedMap<String, String> settings) {
        return List.of();
    }

    /** Keys that are no default keys and yet likely to be meant by what was misspelt. */
    default List<String> otherKeys() {
        return List.of();
    }

    /** How a key of this family comes to name something; empty where {@link #otherKeys} tells. */
    default String hint() {
        return "";
    }

    /** The backend of a key; empty if the key is not of this family or names nothing. */
    Optional<Backend> open(String key, BackendContext context);

    /**
     * Whether a setting, a parameter of the plan that begins with {@code backend.}, means something
     * here.
     */
    default boolean reads(String setting) {
        return false;
    }
}

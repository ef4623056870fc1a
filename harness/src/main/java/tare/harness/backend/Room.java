package tare.harness.backend;

import java.util.List;
import java.util.Optional;

/** One family of backends: turns keys into backends. Each room has one. */
public interface Room {

    /** The family's name, with which all its keys begin, for example {@code namespace}. */
    String name();

    /**
     * The keys that a run without {@code --backend} uses on this host, for example the full set as
     * root and the user-namespace set otherwise. At least one, available or not.
     */
    List<String> defaultKeys();

    /** The backend of a key; empty if the key is not of this family or names nothing. */
    Optional<Backend> open(String key, BackendContext context);
}

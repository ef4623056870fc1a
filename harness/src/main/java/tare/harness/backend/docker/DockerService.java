package tare.harness.backend.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;
import tare.harness.journal.Journal;
import tare.harness.linux.Kernel;

/** What all launches of a backend share: a daemon, the way to it, and the image in it. */
final class DockerService implements AutoCloseable {

    private final Engine engine;
    private final String image;
    private final StartRequests starts;
    private final @Nullable OwnDaemon own;
    private final Optional<Path> stranger;
    private final Optional<Journal.Entry> imageEntry;
    private final long recorderNanos;

    /**
     * In a daemon of Tare's own, which is closed with this.
     *
     * @param recorderNanos what a recorder adds to each call of the shim or the runtime
     */
    DockerService(Kernel kernel, Engine engine, String image, OwnDaemon own, long recorderNanos) {
        this(kernel, engine, image, own, Optional.empty(), Optional.empty(), recorderNanos);
    }

    /**
     * In a daemon that was there before.
     *
     * @param stranger its socket, where it has one
     * @param imageEntry of the journal
     */
    DockerService(
            Kernel kernel,
            Engine engine,
            String image,
            Optional<Path> stranger,
            Optional<Journal.Entry> imageEntry) {
        this(kernel, engine, image, null, stranger, imageEntry, 0);
    }

    private DockerService(
            Kernel kernel,
            Engine engine,
            String image,
            @Nullable OwnDaemon own,
            Optional<Path> stranger,
            Optional<Journal.Entry> imageEntry,
            long recorderNanos) {
        this.engine = engine;
        this.image = image;
        this.own = own;
        this.stranger = stranger;
        this.imageEntry = imageEntry;
        this.recorderNanos = recorderNanos;
        this.starts = new StartRequests(kernel, engine);
    }

    Engine engine() {
        return engine;
    }

    String image() {
        return image;
    }

    StartRequests starts() {
        return starts;
    }

    Optional<OwnDaemon> own() {
        return Optional.ofNullable(own);
    }

    /** The socket of a daemon that outlives this. */
    Optional<Path> stranger() {
        return stranger;
    }

    /** One sentence on whose daemon it is. */
    String describe() {
        return (own == null ? "the daemon that runs: " : "a daemon of Tare's own: ")
                + engine.describe();
    }

    /**
     * Takes an instance away, also where its daemon is gone.
     *
     * @throws IOException if its control groups stay
     */
    void clear(String name) throws IOException {
        if (own == null) {
            engine.remove(name);
            return;
        }
        if (own.ended().isEmpty()) {
            engine.remove(name);
        }
        own.sweep(name);
    }

    long recorderNanos() {
        return recorderNanos;
    }

    /** The same failure, or that the daemon is no more, if that is why. */
    LaunchException explained(LaunchException cause) {
        return own().flatMap(OwnDaemon::ended)
                .map(why -> cause.because(why, "run again"))
                .orElse(cause);
    }

    /**
     * Takes the image away, and ends the daemon if it is Tare's.
     *
     * @throws LaunchException if something stays; it is in the journal
     */
    @Override
    public void close() {
        starts.close();
        try {
            if (own == null) {
                engine.removeImage(image);
                imageEntry.ifPresent(Journal.Entry::done);
            }
        } finally {
            engine.close();
            if (own != null) {
                own.close();
            }
        }
    }
}

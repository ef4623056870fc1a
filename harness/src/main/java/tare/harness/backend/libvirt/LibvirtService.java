package tare.harness.backend.libvirt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;

/** What all launches of a backend share: a connection, and the daemon if it is Tare's. */
final class LibvirtService implements AutoCloseable {

    /** libvirt itself waits 15 s for a process that does not end. */
    private static final Duration DESTROYING = Duration.ofSeconds(20);

    /** A call whose other end has been closed returns at once. */
    private static final Duration HANGING_UP = Duration.ofSeconds(5);

    private final Kernel kernel;
    private final Connection connection;
    private final @Nullable OwnDaemon own;
    private boolean silent;

    LibvirtService(Kernel kernel, Connection connection, @Nullable OwnDaemon own) {
        this.kernel = kernel;
        this.connection = connection;
        this.own = own;
    }

    Connection connection() {
        return connection;
    }

    Optional<OwnDaemon> own() {
        return Optional.ofNullable(own);
    }

    /** Where a container's root may lie that libvirt adds directories to. */
    Path rootsBelow(Path directory) {
        return own == null ? directory : own.resolve("");
    }

    /** Why no launch can work any more; empty while one can. */
    Optional<String> ended() {
        if (silent) {
            return Optional.of("libvirt does not answer any more");
        }
        return own().flatMap(OwnDaemon::ended);
    }

    /** The same failure, or that the daemon is no more, if that is why. */
    LaunchException explained(LaunchException cause) {
        return ended().map(why -> cause.because(why, "run again")).orElse(cause);
    }

    /**
     * Ends a domain, whatever it has come to; also where its daemon is gone or does not answer.
     *
     * @param creation of the domain
     * @throws IOException if a process or a control group stays
     */
    void clear(String name, Creation creation) throws IOException {
        if (ended().isEmpty()) {
            try {
                creation.await(DESTROYING);
            } catch (LaunchException refused) {
                silent = !creation.isOver();
            }
        }
        if (ended().isEmpty()) {
            destroy(name);
        }
        if (silent && own != null) {
            // Ends the call that hangs, too: its other end is closed.
            own.kill();
            awaitEnd(creation);
        }
        if (ended().isPresent()) {
            MarkedProcesses.kill(kernel, name);
        }
        if (own != null) {
            own.sweep(name);
        }
    }

    private static void awaitEnd(Creation creation) {
        try {
            creation.await(HANGING_UP);
        } catch (LaunchException expected) {
            // Whatever it says: there is no domain any more.
            return;
        }
    }

    private void destroy(String name) {
        try {
            connection.destroy(name, DESTROYING);
        } catch (LaunchException e) {
            silent = true;
            if (own == null) {
                throw e;
            }
        }
    }

    /**
     * Closes the connection, and ends the daemon if it is Tare's.
     *
     * @throws LaunchException if something stays; it is in the journal
     */
    @Override
    public void close() {
        if (own == null) {
            connection.close();
            return;
        }
        try {
            if (ended().isEmpty()) {
                connection.close();
            } else {
                own.kill();
                connection.close();
            }
        } finally {
            own.close();
        }
    }
}

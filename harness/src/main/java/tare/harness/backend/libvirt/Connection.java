package tare.harness.backend.libvirt;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.ErrorCallback;
import org.libvirt.LibvirtException;
import tare.harness.backend.LaunchException;

/**
 * One connection of libvirt's. All calls are made by one thread, since they wait in native code for
 * as long as the other end likes: whoever asks waits for the answer up to a bound. A thread whose
 * call never returns ends with this process.
 */
final class Connection implements AutoCloseable {

    /** To answer what takes no work. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** In libvirt's domainCreateXML: nothing is kept, and the guest runs. */
    private static final int NO_FLAGS = 0;

    /** Known to native code for as long as this process lives: it must not be collected. */
    private static final ErrorCallback SILENT = new ErrorCallback();

    private final String uri;
    private final ExecutorService thread;
    private @Nullable Connect connect;
    private String type = "";
    private long library;

    private Connection(String uri) {
        this.uri = uri;
        this.thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread made = new Thread(task, "tare-libvirt");
                            made.setDaemon(true);
                            return made;
                        });
    }

    /**
     * Connects.
     *
     * @param patience how long that may take
     * @throws LaunchException why not, in libvirt's own words
     */
    static Connection open(String uri, Duration patience) {
        Connection made = new Connection(uri);
        try {
            made.within("connect to " + uri, patience, made::connect);
            return made;
        } catch (LaunchException e) {
            made.thread.shutdown();
            throw e;
        }
    }

    private Connect connect() throws LibvirtException {
        // Otherwise libvirt writes what goes wrong to this process's standard error as well.
        Connect.setErrorCallback(SILENT);
        Connect opened = new Connect(uri);
        connect = opened;
        type = opened.getType();
        library = opened.getLibVersion();
        return opened;
    }

    /** The driver's name, for example {@code QEMU} or {@code LXC}. */
    String type() {
        return type;
    }

    /** Driver and version of libvirt at the other end. */
    String describe() {
        return type
                + " by libvirt "
                + library / 1_000_000
                + "."
                + library / 1_000 % 1_000
                + "."
                + library % 1_000;
    }

    /**
     * Asks for a transient domain; its answer is the caller's to wait for.
     *
     * @param bell rung when the answer is there
     */
    Future<Domain> create(String xml, Runnable bell) {
        return thread.submit(
                () -> {
                    try {
                        return opened().domainCreateXML(xml, NO_FLAGS);
                    } finally {
                        bell.run();
                    }
                });
    }

    /** Frees what stands for a domain here; the domain is not touched. */
    void free(Domain domain) {
        within("free", ANSWER, domain::free);
    }

    /**
     * Ends a domain, if there is one of that name.
     *
     * @param patience libvirt itself waits for processes that do not end
     * @throws LaunchException if it stays
     */
    void destroy(String name, Duration patience) {
        within(
                "destroy domain",
                patience,
                () -> {
                    try {
                        Domain found = opened().domainLookupByName(name);
                        try {
                            found.destroy();
                        } finally {
                            found.free();
                        }
                    } catch (LibvirtException e) {
                        if (!isGone(e)) {
                            throw e;
                        }
                    }
                    return 0;
                });
    }

    /** A transient domain is no more once it has ended, however that came about. */
    private static boolean isGone(LibvirtException e) {
        ErrorNumber code = e.getError().getCode();
        return code == ErrorNumber.VIR_ERR_NO_DOMAIN
                || code == ErrorNumber.VIR_ERR_OPERATION_INVALID;
    }

    /**
     * Waits for an answer.
     *
     * @throws LaunchException in libvirt's words, or that there is no answer
     */
    static <T> T await(String step, Duration patience, Future<T> answer) {
        try {
            return answer.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(step, e.getCause());
        } catch (TimeoutException e) {
            throw new LaunchException(
                    step, "no answer within " + patience.toMillis() + " ms", "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(step, "interrupted", "", e);
        }
    }

    private <T> T within(String step, Duration patience, Callable<T> call) {
        return await(step, patience, thread.submit(call));
    }

    private static LaunchException failure(String step, @Nullable Throwable cause) {
        if (cause instanceof LibvirtException e) {
            String words = String.valueOf(e.getError().getMessage()).strip();
            return new LaunchException(step, words, Remedies.of(words), e);
        }
        if (cause instanceof LinkageError e) {
            return new LaunchException(
                    step, "libvirt's client library cannot be loaded", Remedies.INSTALL, e);
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }

    private Connect opened() {
        if (connect == null) {
            throw new IllegalStateException("not connected: " + uri);
        }
        return connect;
    }

    /** Closes it; what does not answer is left to its thread. */
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            try {
                within("close the connection", ANSWER, () -> opened().close());
            } catch (LaunchException silent) {
                // Nothing of the host's hangs on it: domains are ended by their own means.
                connect = null;
            } finally {
                thread.shutdown();
            }
        }
    }
}

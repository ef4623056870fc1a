package tare.workloads.inside;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Begins as the probe does: {@code R} when it is up, {@code P} for the first byte that comes. From
 * there on both ways carry JMH's link: it listens on the loopback inside, lets JMH's fork connect
 * to it in this very JVM, and hands the bytes on. The end of its control ends it, and so does a
 * deadline of its own.
 *
 * <p>What it refuses to do it says in its log, and ends with a status of its own: {@link Refusal}.
 * All that it says goes to descriptor 2 as well: of a guest, whose files the host cannot read, that
 * is the console.
 */
public final class ForkInside {

    /** What the log says last, unless the JVM was ended while JMH had more to say. */
    public static final String IN_ORDER = "the link has ended in order";

    private static final String HINTS = "-XX:CompileCommandFile=";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BUFFER_BYTES = 32 << 10;

    private static final int TRIAL_MILLIS = 5_000;

    /** Arguments that are always there. */
    private static final int OWN_WORDS = 4;

    /** What remains to be handed on when JMH has finished is small. */
    private static final long DRAIN_SECONDS = 5;

    private final PrintStream log;
    private final FileChannel control;
    private final OutputStream ready;
    private final CountDownLatch drained = new CountDownLatch(1);

    private ForkInside(PrintStream log, FileChannel control, OutputStream ready) {
        this.log = log;
        this.control = control;
        this.ready = ready;
    }

    /**
     * Runs JMH's fork.
     *
     * @param words the log's path, the path for a {@link JvmView}, after how many seconds it ends
     *     at the latest, and the name of the class that JMH starts in a fork; where descriptors 0
     *     and 1 are not control and ready, the paths of their FIFOs follow, ready's first
     * @throws ReflectiveOperationException if JMH's class is not there
     */
    public static void main(String[] words) throws IOException, ReflectiveOperationException {
        PrintStream log = log(Path.of(words[0]));
        // Descriptor 1 may be the ready channel: nothing else may ever be printed there.
        System.setOut(log);
        System.setErr(log);
        boolean named = words.length > OWN_WORDS;
        OutputStream ready =
                named
                        ? new FileOutputStream(words[OWN_WORDS])
                        : new FileOutputStream(FileDescriptor.out);
        FileInputStream control =
                named
                        ? new FileInputStream(words[OWN_WORDS + 1])
                        : new FileInputStream(FileDescriptor.in);
        ForkInside inside = new ForkInside(log, control.getChannel(), ready);
        inside.bound(Long.parseLong(words[2]));
        Method fork = Class.forName(words[3]).getMethod("main", String[].class);
        // JMH's class is its package's own.
        fork.setAccessible(true);
        inside.run(Path.of(words[1]), fork);
    }

    private static PrintStream log(Path file) throws IOException {
        OutputStream console = new FileOutputStream(FileDescriptor.err);
        OutputStream both =
                new FilterOutputStream(new FileOutputStream(file.toFile(), true)) {
                    @Override
                    public void write(byte[] bytes, int start, int length) throws IOException {
                        out.write(bytes, start, length);
                        try {
                            console.write(bytes, start, length);
                        } catch (IOException e) {
                            // There is none, or nobody listens any more: the file has it.
                        }
                    }

                    @Override
                    public void write(int one) throws IOException {
                        write(new byte[] {(byte) one}, 0, 1);
                    }
                };
        return new PrintStream(both, true, StandardCharsets.UTF_8);
    }

    /** Ends this JVM when the time is up, whatever hangs. */
    private void bound(long seconds) {
        daemon(
                "tare-deadline",
                () -> {
                    try {
                        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
                        refuse(Refusal.LATE, seconds + " s");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void run(Path view, Method fork) throws IOException, ReflectiveOperationException {
        if (!Files.isReadable(Path.of("/proc/self/status"))) {
            refuse(Refusal.NO_PROC, "/proc/self/status");
        }
        unreadableHints().ifPresent(why -> refuse(Refusal.NO_HINTS, why));
        ServerSocket server = listening();
        JvmView seen = JvmView.ofThisJvm();
        seen.write(view);
        // Not in the log, whose words are the reason where a fork fails.
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
                .println(seen.line());
        ready.write('R');
        if (control.read(ByteBuffer.allocate(1)) < 0) {
            Runtime.getRuntime().halt(0);
        }
        ready.write('P');
        daemon("tare-link", () -> relay(server));
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitDrained, "tare-drain"));
        String[] address = {
            server.getInetAddress().getHostAddress(), Integer.toString(server.getLocalPort())
        };
        fork.invoke(null, (Object) address);
    }

    /** Why the hints that JMH names are without effect; empty if they can be read. */
    private static Optional<String> unreadableHints() {
        Optional<String> file =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith(HINTS))
                        .map(argument -> argument.substring(HINTS.length()))
                        .findFirst();
        if (file.isEmpty()) {
            return Optional.of("no " + HINTS + " among the JVM's arguments");
        }
        return file.filter(path -> !Files.isReadable(Path.of(path)));
    }

    /** Also connects once: an interface that is down can be listened on. */
    private ServerSocket listening() throws IOException {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK));
            try (Socket trial = new Socket()) {
                trial.connect(server.getLocalSocketAddress(), TRIAL_MILLIS);
                server.accept().close();
            }
            return server;
        } catch (IOException e) {
            refuse(Refusal.NO_LOOPBACK, e.toString());
            throw e;
        }
    }

    private void relay(ServerSocket server) {
        try (server) {
            Socket link = server.accept();
            daemon("tare-link-in", () -> handIn(link));
            link.getInputStream().transferTo(ready);
            log.println(IN_ORDER);
            // Ends the reading of it: a JVM waits 0.3 s at its end for a thread in a system call.
            control.close();
        } catch (IOException e) {
            refuse(Refusal.CUT, e.toString());
        } finally {
            drained.countDown();
        }
    }

    /** What the host sends, until it hangs up: that is the end of all. */
    private void handIn(Socket link) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            OutputStream out = link.getOutputStream();
            while (control.read(buffer) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (ClosedChannelException e) {
            // JMH has ended, in order; what is left of this JVM ends by itself.
            return;
        } catch (IOException e) {
            // JMH has closed the link, or the control is gone: nothing more is to be handed in.
            log.println("the link's way in has ended: " + e);
            awaitDrained();
        }
        Runtime.getRuntime().halt(0);
    }

    private void awaitDrained() {
        try {
            if (!drained.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                log.println("not all of the link has been handed on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(Refusal refusal, String detail) {
        log.println(refusal.sentence() + ": " + detail);
        Runtime.getRuntime().halt(refusal.status());
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}

package tare.harness.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;
import tare.results.failure.OutputError;

/** The real ones. One program runs at a time; {@link #interrupt} may come from another thread. */
public final class HostPrograms implements Programs {

    /** What Ctrl-C sends: apt-get ends at once while it downloads, and else after dpkg has. */
    private static final int SIGINT = 2;

    private static final String IGNORED = "SigIgn:";

    /**
     * Before a program's own words where this process ignores SIGINT, as what a script starts in
     * the background does: the program would inherit that, and then could not be asked to end.
     */
    private static final List<String> LISTENING = List.of("/usr/bin/env", "--default-signal=INT");

    private static final Duration ENDING = Duration.ofSeconds(60);
    private static final Duration DYING = Duration.ofSeconds(10);
    private static final int INTERRUPTED = 130;

    private final Executables executables;
    private final Kernel kernel;
    private @Nullable Process running;
    private boolean interrupted;

    public HostPrograms(Executables executables, Kernel kernel) {
        this.executables = executables;
        this.kernel = kernel;
    }

    @Override
    public Optional<Path> find(String name) {
        return executables.find(name);
    }

    @Override
    public Ended run(Request request) {
        Path log = request.log();
        try {
            long from = begin(log, String.join(" ", request.command()));
            Process process = start(request);
            if (process == null) {
                return new Ended(INTERRUPTED, true, "");
            }
            boolean inTime = await(process, request.bound());
            if (!inTime) {
                end(process);
            }
            synchronized (this) {
                running = null;
            }
            return new Ended(process.waitFor(), inTime, since(log, from));
        } catch (IOException e) {
            throw new OutputError(
                    "a program cannot be run",
                    request.command().get(0),
                    String.valueOf(e.getMessage()),
                    "look at df and ls -l " + log,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(INTERRUPTED, true, "");
        }
    }

    /** Asks what runs now to end, and starts nothing any more. */
    public synchronized void interrupt() {
        interrupted = true;
        if (running != null) {
            signal(running);
        }
    }

    private synchronized @Nullable Process start(Request request) throws IOException {
        if (interrupted) {
            return null;
        }
        List<String> command = new ArrayList<>(request.command());
        // One that cannot be started is to fail here, and not in the program before it.
        if (ignoresInterrupts() && Files.isExecutable(Path.of(command.get(0)))) {
            command.addAll(0, LISTENING);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(request.log().toFile()));
        builder.environment().putAll(request.environment());
        request.directory().ifPresent(at -> builder.directory(at.toFile()));
        running = builder.start();
        return running;
    }

    private static boolean ignoresInterrupts() throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(IGNORED))
                    .map(line -> line.substring(IGNORED.length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> (SIGINT - 1) & 1) == 1);
        }
    }

    private static boolean await(Process process, Duration bound) throws InterruptedException {
        return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** First in peace; what does not end then is ended with all that it has started. */
    private void end(Process process) throws InterruptedException {
        signal(process);
        if (await(process, ENDING)) {
            return;
        }
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        if (!await(process, DYING)) {
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The process is our child and not yet waited for, so that its pid means no other. */
    private void signal(Process process) {
        if (process.isAlive()) {
            Pidfd.open(kernel, Math.toIntExact(process.pid()))
                    .ifPresent(
                            handle -> {
                                try (handle) {
                                    handle.signal(SIGINT);
                                }
                            });
        }
    }

    private static long begin(Path log, String command) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        log,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer line = StandardCharsets.UTF_8.encode("# " + command + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            return channel.size();
        }
    }

    private static String since(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int start = Math.toIntExact(Math.min(from, all.length));
        // Whatever it says is shown: bytes that are no UTF-8 are replaced.
        return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    }
}

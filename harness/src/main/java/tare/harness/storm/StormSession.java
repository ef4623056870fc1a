package tare.harness.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.CommandedJvm;
import tare.harness.fork.ForkSettings;
import tare.harness.host.HostTree;
import tare.harness.host.Pinning;

/** The driver's end of several {@link StormMain}s, which work at the same time. */
public final class StormSession implements AutoCloseable {

    /** Until all have heard of it. */
    private static final long SOON_NANOS = 20_000_000L;

    /** How long a closed loop waits for enough starts of what takes long. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final List<CommandedJvm> launchers = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final Counters counters;
    private final MonotonicClock clock;

    private StormSession(Counters counters, MonotonicClock clock) {
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Starts the launchers, which have then compiled their path.
     *
     * @param settings of the first: the others have names and directories of their own
     * @param log where the standard errors go, with a number for each
     * @param count of launchers
     * @param bound whether each has a CPU of its own
     * @throws LaunchException if one cannot launch; none is left
     * @throws IOException if they cannot be started
     */
    public static StormSession start(
            ForkSettings settings, Path log, int count, boolean bound, MonotonicClock clock)
            throws IOException {
        Path shared = privately(settings.scratchDirectory().resolve(settings.name()));
        StormSession session = new StormSession(Counters.in(shared.resolve("counters")), clock);
        try {
            for (int i = 0; i < count; i++) {
                Pinning place = bound ? Pinning.ofLauncher(HostTree.live(), i) : Pinning.NONE;
                session.add(settings, shared.resolve("l" + i), i, place, log);
            }
            session.launchers.forEach(CommandedJvm::awaitStarted);
            session.all("warm");
        } catch (LaunchException | IOException e) {
            try {
                session.close();
            } catch (LaunchException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
        return session;
    }

    private void add(ForkSettings settings, Path directory, int number, Pinning place, Path log)
            throws IOException {
        privately(directory);
        String name = settings.name() + "-l" + number;
        ForkSettings own =
                new ForkSettings(
                        settings.runId(),
                        settings.backend(),
                        settings.settings(),
                        name,
                        settings.stateDirectory(),
                        directory,
                        directory.resolve("samples"),
                        0,
                        List.of(),
                        settings.warmupLaunches(),
                        settings.warmupNanos(),
                        place.harnessCpus(),
                        place.instanceCpus());
        launchers.add(
                CommandedJvm.start(
                        StormMain.class,
                        own,
                        directory.resolve("properties"),
                        number == 0 ? log : log.resolveSibling(name + ".log")));
        directories.add(directory);
    }

    private static Path privately(Path directory) throws IOException {
        return Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Where a launcher finds the counters, by its own directory. */
    static Path counters(Path directory) {
        return Objects.requireNonNull(directory.getParent()).resolve("counters");
    }

    /** Where a launcher puts its part of a rate. */
    static Path part(Path directory) {
        return directory.resolve("part");
    }

    /** Launches per second that Tare itself prepares when none is started. */
    public double preparedPerSecond(long nanos) {
        return all("prepare " + nanos).stream().mapToLong(Long::parseLong).sum() * 1e9 / nanos;
    }

    /**
     * Starts per second where the next is due as soon as a launcher is free. Takes longer where the
     * time sees but a few.
     *
     * @param lifetimeNanos from ready to stop; as long is left out at the beginning, and until
     *     launchers owe as much as they ever will
     * @param most so many live at once
     * @throws LaunchException if a launcher could start nothing
     */
    public double closedPerSecond(long nanos, long lifetimeNanos, int most) {
        long settled = lifetimeNanos + 3 * Launcher.MOST_OWED_NANOS;
        long from = clock.nanos() + SOON_NANOS + settled;
        int each = Math.max(1, most / launchers.size());
        List<Long> words = List.of(from, from + nanos, lifetimeNanos, (long) each, PATIENCE_NANOS);
        String command = "closed " + String.join(" ", words.stream().map(String::valueOf).toList());
        return all(command).stream().mapToDouble(Double::parseDouble).sum();
    }

    /** Plays one rate to its end: all that was started is stopped then. */
    public Played play(Rate rate) {
        counters.reset();
        List<Long> pids = launchers.stream().map(CommandedJvm::pid).toList();
        try (Watch watch = new Watch(clock, counters, rate.memoryFloor(), pids)) {
            all("play " + (clock.nanos() + SOON_NANOS) + " " + rate.words());
            Watch.Seen seen = watch.end();
            List<Part> parts = new ArrayList<>();
            for (Path directory : directories) {
                parts.add(Part.read(part(directory)));
            }
            return Played.of(rate, rate.timetable(), parts, counters, seen);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what became of a rate", e);
        }
    }

    /** Tells all, then hears all; the first failure is thrown once all have answered. */
    private List<String> all(String command) {
        launchers.forEach(launcher -> launcher.tell(command));
        List<String> answers = new ArrayList<>();
        LaunchException failure = null;
        for (CommandedJvm launcher : launchers) {
            try {
                answers.add(launcher.answer());
            } catch (LaunchException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return answers;
    }

    /** Ends all launchers; the first failure is thrown when all have been told. */
    @Override
    public void close() {
        LaunchException failure = null;
        for (CommandedJvm launcher : launchers) {
            try {
                launcher.close();
            } catch (LaunchException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

package tare.harness.fork;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Line;
import tare.harness.backend.Program;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.workloads.inside.ForkInside;
import tare.workloads.inside.JvmView;
import tare.workloads.inside.Refusal;

/**
 * Forks of JMH's inside instances: each launched from the command that JMH would have started, its
 * link relayed, its instance taken away. Used by one thread at a time.
 */
public final class InsideFork {

    /** Names of the files in the shared directory. */
    private static final String LOG = "inside.log";

    private static final String VIEW = "view.properties";

    private static final String CLASS_PATH = "-cp";

    private static final String HUGE = "-XX:+UseTransparentHugePages";

    /** A JVM that does not see this takes it that its kernel has no huge pages. */
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage");

    /** The fork's class, host and port follow the class path. */
    private static final int LAST_WORDS = 3;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** The deadline inside is the last resort: the host's comes first. */
    private static final long LATER_INSIDE_SECONDS = 30;

    private static final int LAST_CHARACTERS = 400;

    private final Preparing preparing;
    private final MonotonicClock clock;
    private final JvmFiles files;
    private final Path shared;

    /** Prepares an instance that runs a program: {@link LaunchingJvm#prepare}. */
    public interface Preparing {
        Launch prepare(Program program, ForkLimits limits);
    }

    /**
     * @param shared a private directory that instances see and may write to, at the same path
     */
    public InsideFork(Preparing preparing, MonotonicClock clock, JvmFiles files, Path shared) {
        this.preparing = preparing;
        this.clock = clock;
        this.files = files;
        this.shared = shared;
    }

    /**
     * Runs one fork to its end.
     *
     * @param command what JMH would have started, without the JVM's own name
     * @throws IllegalArgumentException if that is no fork's command
     */
    public ForkEnd run(List<String> command, ForkLimits limits) {
        int classPath = command.lastIndexOf(CLASS_PATH);
        int main = classPath + 2;
        if (classPath < 0 || command.size() != main + LAST_WORDS) {
            throw new IllegalArgumentException("not a fork's command: " + command);
        }
        int port = Integer.parseInt(command.get(main + 2));
        Program program = program(command.subList(0, classPath), command.get(main), limits);
        try {
            Files.deleteIfExists(shared.resolve(LOG));
            Files.deleteIfExists(shared.resolve(VIEW));
            return launched(program, port, limits);
        } catch (IOException e) {
            return new ForkEnd("the fork's link: " + e, "", 0, Optional.empty());
        }
    }

    private Program program(List<String> jvmArguments, String main, ForkLimits limits) {
        long seconds = limits.start().plus(limits.whole()).toSeconds() + LATER_INSIDE_SECONDS;
        return files.program(
                jvmArguments,
                List.of(
                        ForkInside.class.getName(),
                        shared.resolve(LOG).toString(),
                        shared.resolve(VIEW).toString(),
                        Long.toString(seconds),
                        main),
                mounts(jvmArguments));
    }

    private List<Program.Mount> mounts(List<String> jvmArguments) {
        List<Program.Mount> mounts = new ArrayList<>(List.of(new Program.Mount(shared, true)));
        if (jvmArguments.contains(HUGE) && Files.isDirectory(HUGE_PAGES)) {
            mounts.add(new Program.Mount(HUGE_PAGES, false));
        }
        return mounts;
    }

    private ForkEnd launched(Program program, int port, ForkLimits limits) throws IOException {
        long startNanos = 0;
        try (Launch launch = preparing.prepare(program, limits)) {
            Instance instance = launch.start();
            try (instance) {
                instance.awaitReady();
                instance.afterReady();
                Stages stages = instance.stages();
                startNanos = stages.readyNanos() - stages.startNanos();
                if (!instance.ping()) {
                    return ended("the JVM inside does not answer", "", startNanos);
                }
                return relayed(instance, port, limits, startNanos);
            }
        } catch (LaunchException e) {
            return ended(e.summary() + suspicion(e, limits), e.remedy(), startNanos);
        }
    }

    /** A backend that has closed an instance cannot be asked any more. */
    private static String suspicion(LaunchException e, ForkLimits limits) {
        return e.why().contains("signal 9") || e.why().contains("137")
                ? "; its limit of memory, "
                        + (limits.memoryBytes() >> 20)
                        + " MiB, may have done it"
                : "";
    }

    private ForkEnd relayed(Instance instance, int port, ForkLimits limits, long startNanos)
            throws IOException {
        Line line =
                instance.line()
                        .orElseThrow(
                                () ->
                                        new LaunchException(
                                                "line", "the backend has none", "", null));
        long deadlineNanos = clock.nanos() + limits.whole().toNanos();
        try (Socket link = new Socket(InetAddress.getByAddress(LOOPBACK), port);
                LinkRelay relay = new LinkRelay(clock, link, line, deadlineNanos)) {
            LinkRelay.Ending ending = relay.run();
            String end = instance.obituary().orElse("how it ended nobody can tell");
            // Before the relay: what still waits to be handed in then waits no longer.
            instance.close();
            return switch (ending) {
                case LINK -> ended("", "", startNanos);
                case DEADLINE ->
                        ended(
                                "the fork hung: no end within " + limits.whole().toSeconds() + " s",
                                "",
                                startNanos);
                case INSTANCE -> ofItself(end, startNanos);
            };
        }
    }

    /**
     * @param end with what it printed, which is all that a guest can say: its files are its own
     */
    private ForkEnd ofItself(String end, long startNanos) {
        boolean inOrder = said().endsWith(ForkInside.IN_ORDER) || end.contains(ForkInside.IN_ORDER);
        ForkEnd own =
                inOrder
                        ? ended("", "", startNanos)
                        : ended("the JVM inside ended early: " + end, "", startNanos);
        return own.view().isPresent()
                ? own
                : new ForkEnd(own.reason(), own.remedy(), startNanos, JvmView.in(end));
    }

    /** With what the JVM inside has said. */
    private ForkEnd ended(String reason, String remedy, long startNanos) {
        String said = said();
        String refusal = Refusal.in(said).orElse("");
        String whole = reason;
        if (!reason.isEmpty() && !refusal.isEmpty()) {
            whole = refusal;
        } else if (!reason.isEmpty() && !said.isEmpty() && !reason.contains(firstLine(said))) {
            // What went to descriptor 2 as well is told already, where the backend keeps that.
            whole = reason + "; it said: " + said;
        }
        return new ForkEnd(whole, remedy, startNanos, view());
    }

    private static String firstLine(String said) {
        return said.lines().findFirst().orElse("");
    }

    private Optional<JvmView> view() {
        Path file = shared.resolve(VIEW);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JvmView.read(file));
        } catch (IOException torn) {
            // It ended while it wrote: then it has no view, and its end is told.
            return Optional.empty();
        }
    }

    /** The last words inside, in one line; empty if there are none. */
    private String said() {
        Path log = shared.resolve(LOG);
        if (!Files.exists(log)) {
            return "";
        }
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            return text.length() <= LAST_CHARACTERS
                    ? text
                    : text.substring(text.length() - LAST_CHARACTERS);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }
}

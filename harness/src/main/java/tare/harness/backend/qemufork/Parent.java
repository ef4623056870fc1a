package tare.harness.backend.qemufork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.machine.Conversation;
import tare.harness.backend.machine.Guest;
import tare.harness.backend.machine.QemuDriver;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.machine.Resources;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.Standing;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.Memfd;

/** What is left of a guest that booted and was saved; it has ended. */
final class Parent implements AutoCloseable {

    /** Devices' state alone goes to the file: what is shared stays where it is. */
    static final String IGNORE_SHARED =
            "{\"execute\":\"migrate-set-capabilities\",\"arguments\":{\"capabilities\":"
                    + "[{\"capability\":\"x-ignore-shared\",\"state\":true}]}}";

    private static final String TELL_EVENTS =
            "{\"execute\":\"migrate-set-capabilities\",\"arguments\":{\"capabilities\":"
                    + "[{\"capability\":\"events\",\"state\":true}]}}";

    private static final String UNBOUNDED =
            "{\"execute\":\"migrate-set-parameters\",\"arguments\":{\"max-bandwidth\":1099511627776}}";

    private static final String DONE = "\"status\": \"completed\"";
    private static final String STEP = "save the parent";
    private static final Duration BOOT = Duration.ofSeconds(20);
    private static final Duration SAVE = Duration.ofSeconds(20);

    private final @Nullable Memfd memory;
    private final Path directory;

    private Parent(@Nullable Memfd memory, Path directory) {
        this.memory = memory;
        this.directory = directory;
    }

    /**
     * With what it boots.
     *
     * @param way whether its memory is to be forked
     */
    record Origin(
            Way way,
            QemuKey machine,
            Executables found,
            Optional<GuestKernel> kernel,
            BackendContext context) {

        /** The modules that the guest's network card needs; none if it has no card. */
        List<Path> modules() {
            return kernel.map(GuestKernel::modules).orElse(List.of());
        }

        /** Whether the guests have a network card. */
        boolean card() {
            return !modules().isEmpty();
        }
    }

    /**
     * Boots a parent, saves it, and ends it.
     *
     * @throws LaunchException why not; nothing is left
     */
    static Parent save(Origin origin, InstanceSpec child) {
        Kernel kernel = new Kernel();
        long bytes = Resources.of(child).guestBytes();
        Path directory = directory(origin);
        String name = origin.way().key() + "-" + directory.getFileName();
        Memfd memory =
                origin.way() == Way.FORK ? Memfd.ofSize(kernel, "tare-" + name, bytes) : null;
        Parent made = new Parent(memory, directory);
        try {
            made.boot(origin, child, name, bytes);
            if (memory != null) {
                // Nobody holds a writable view any more: from here on it is what it is.
                memory.freeze();
            }
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** One of its own, since other JVMs of the same run have parents too. */
    private static Path directory(Origin origin) {
        Path all = origin.context().directory().toAbsolutePath();
        try {
            // Short: a socket lies in it, whose path has 108 bytes at most.
            return Files.createTempDirectory(all, "p");
        } catch (IOException e) {
            throw new LaunchException(
                    STEP,
                    "cannot make a directory in " + all + ": " + e.getMessage(),
                    "free space in the state directory",
                    e);
        }
    }

    private void boot(Origin origin, InstanceSpec child, String name, long bytes) {
        BackendContext context = origin.context();
        List<Conversation> conversations = new ArrayList<>();
        List<Pipes> lines = new ArrayList<>();
        Guest guest =
                new Guest(
                        Initramfs.ofAgent().modules(origin.modules()),
                        origin.card() ? "qemu-agent-card.cpio" : "qemu-agent.cpio",
                        () -> line(lines),
                        backing(bytes, true),
                        origin.card(),
                        conversations::add,
                        false);
        QemuDriver driver =
                new QemuDriver(origin.machine(), origin.found(), origin.kernel(), context, guest);
        InstanceSpec spec =
                new InstanceSpec(name, 0, child.memoryLimitBytes(), child.maximumTasks(), "", BOOT);
        Standing standing = Standing.start(driver, context, spec);
        try (SavedState saved = SavedState.at(directory.resolve("s"))) {
            // A guest that has run for a while has drawn random numbers; without one of its own its
            // clones would draw the same.
            Identity.of(name, origin.card(), new SecureRandom())
                    .give(lines.get(lines.size() - 1), context.clock(), SAVE);
            save(conversations.get(conversations.size() - 1), saved, origin);
        } catch (LaunchException e) {
            throw standing.lost(e);
        }
        standing.close();
    }

    private static Pipes line(List<Pipes> lines) {
        Pipes made = Pipes.toAgent(new Kernel());
        lines.add(made);
        return made;
    }

    private void save(Conversation conversation, SavedState saved, Origin origin) {
        MonotonicClock clock = origin.context().clock();
        long deadlineNanos = clock.nanos() + SAVE.toNanos();
        conversation.tell(TELL_EVENTS + UNBOUNDED);
        if (origin.way() == Way.FORK) {
            conversation.tell(IGNORE_SHARED);
        }
        // Not stopped first: what is saved is then a guest that runs, and so do its clones.
        conversation.tell(
                "{\"execute\":\"migrate\",\"arguments\":{\"uri\":\"" + saved.uri() + "\"}}");
        saved.receive(state(), clock, deadlineNanos);
        conversation.await(STEP, DONE, clock, deadlineNanos);
    }

    /** Where the memory lies of whoever is forked, or forks; empty if it is in the saved state. */
    Optional<Guest.Backing> backing(long bytes, boolean shared) {
        return Optional.ofNullable(memory)
                .map(
                        file ->
                                new Guest.Backing(
                                        Path.of(
                                                "/proc/"
                                                        + ProcessHandle.current().pid()
                                                        + "/fd/"
                                                        + file.number()),
                                        bytes,
                                        shared));
    }

    /** The file with what was saved. */
    Path state() {
        return directory.resolve("state");
    }

    /** Nothing is left of it. */
    @Override
    public void close() {
        try {
            Leavings.remove(directory);
        } catch (IOException e) {
            throw new LaunchException(
                    "remove the parent", String.valueOf(e.getMessage()), "tare clean", e);
        } finally {
            if (memory != null) {
                memory.close();
            }
        }
    }
}

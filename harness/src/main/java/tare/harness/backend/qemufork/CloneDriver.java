package tare.harness.backend.qemufork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.machine.Conversation;
import tare.harness.backend.machine.Guest;
import tare.harness.backend.machine.MachineStart;
import tare.harness.backend.machine.QemuCommand;
import tare.harness.backend.machine.QemuDriver;
import tare.harness.backend.machine.Remedies;
import tare.harness.backend.machine.Resources;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Guests that go on from one parent, each with an identity of its own. */
final class CloneDriver implements Driver {

    /** The parent boots first. */
    private static final Duration TRIAL = Duration.ofSeconds(15);

    private static final int AT_FDCWD = -100;

    private final Parent.Origin origin;
    private final QemuDriver booting;
    private final Kernel kernel = new Kernel();
    private final Function<InstanceSpec, String> firstRequest;
    private final Consumer<Pipes> lines;
    private final OwnGroups groups = new OwnGroups();
    private final boolean root;
    private @Nullable Parent parent;
    private long parentBytes;

    CloneDriver(Parent.Origin origin) {
        this(origin, identities(origin.card(), new SecureRandom()), line -> {});
    }

    private static Function<InstanceSpec, String> identities(boolean card, SecureRandom random) {
        return spec -> Identity.of(spec.name(), card, random).request(spec.spinNanos());
    }

    /**
     * With something else to be said first.
     *
     * @param lines takes each clone's line
     */
    CloneDriver(
            Parent.Origin origin,
            Function<InstanceSpec, String> firstRequest,
            Consumer<Pipes> lines) {
        this.origin = origin;
        this.firstRequest = firstRequest;
        this.lines = lines;
        this.booting =
                new QemuDriver(
                        origin.machine(),
                        origin.found(),
                        origin.kernel(),
                        origin.context(),
                        Guest.ofProbe());
        this.root = kernel.call(Syscall.GETEUID) == 0;
    }

    @Override
    public String key() {
        return origin.way().key();
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.FORKED_VM;
    }

    @Override
    public String description() {
        String begun =
                switch (origin.way()) {
                    case FORK ->
                            "a Linux guest of QEMU's forked from one that runs, memory by copy on"
                                    + " write";
                    case RESTORE ->
                            "a Linux guest of QEMU's restored whole from what was saved of one that"
                                    + " ran";
                };
        String own =
                origin.card()
                        ? "random numbers, a host name and a network address of its own"
                        : "random numbers and a host name of its own; no network card";
        return begun + ", until it has " + own + "; instructions are translated";
    }

    @Override
    public String channel() {
        return "guest's serial line on inherited pipes, by the agent";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(Capability.CALIBRATION);
        if (root) {
            capabilities.add(Capability.LIMITS);
        }
        return capabilities;
    }

    @Override
    public Set<Label> labels() {
        return booting.labels();
    }

    @Override
    public Availability find() {
        Availability found = booting.find();
        if (origin.card() || !(found instanceof Availability.Available available)) {
            return found;
        }
        String note =
                "no network card: its modules are not known (" + GuestKernel.CARD_REMEDY + ")";
        return available.noting(note);
    }

    @Override
    public Duration trial() {
        return TRIAL;
    }

    @Override
    public Ending ending() {
        return Ending.KILLED;
    }

    @Override
    public String remedy(String words) {
        return Remedies.of(words);
    }

    @Override
    public Recipe recipe(InstanceSpec declared, String name) {
        Resources resources = Resources.of(declared);
        Parent saved = parentFor(declared, resources);
        Path directory = origin.context().directory().toAbsolutePath();
        Path console = directory.resolve(name + ".console");
        Optional<OwnGroup> group =
                root
                        ? Optional.of(groups.limited(resources.limits(declared), name))
                        : Optional.empty();
        Conversation conversation =
                Conversation.at(kernel, directory.resolve(name + ".qmp"), orders());
        QemuCommand command =
                QemuCommand.machine(
                                name,
                                origin.machine(),
                                resources.guestBytes(),
                                saved.backing(resources.guestBytes(), false))
                        .lines(console)
                        .comesIn()
                        .converses(conversation.path());
        if (origin.card()) {
            command.card();
        }
        Pipes line = Pipes.toAgent(kernel);
        lines.accept(line);
        byte[] request = firstRequest.apply(declared).getBytes(StandardCharsets.US_ASCII);
        return Recipe.steered(
                name,
                line,
                tape -> settle(tape, group, saved),
                Command.of(origin.found().find(QemuDriver.PROGRAM).orElseThrow(), command.words()),
                () -> sweep(group, console, conversation.path()),
                new MachineStart(
                        origin.context().clock(),
                        conversation,
                        console,
                        () -> Identity.say(line, request)));
    }

    private String orders() {
        return Conversation.SPEAK
                + (origin.way() == Way.FORK ? Parent.IGNORE_SHARED : "")
                + "{\"execute\":\"migrate-incoming\",\"arguments\":{\"uri\":\"fd:"
                + ProbeTape.OPENED
                + "\"}}";
    }

    /** Joins the group; leaves the saved state open, as the first descriptor beside the three. */
    private static void settle(ProbeTape steps, Optional<OwnGroup> group, Parent saved) {
        group.ifPresent(made -> made.addTo(steps));
        long path = steps.tape().arena().text(saved.state().toString());
        steps.tape().add("open " + saved.state(), Syscall.OPENAT, AT_FDCWD, path, 0, 0);
    }

    private static void sweep(Optional<OwnGroup> group, Path console, Path conversation)
            throws IOException {
        if (group.isPresent()) {
            group.get().sweep();
        }
        Files.deleteIfExists(console);
        Conversation.remove(conversation);
    }

    /** Saved at the first launch, and again where instances are to have another size. */
    private Parent parentFor(InstanceSpec declared, Resources resources) {
        Parent known = parent;
        if (known != null && parentBytes == resources.guestBytes()) {
            return known;
        }
        close();
        Parent made = Parent.save(origin, declared);
        parent = made;
        parentBytes = resources.guestBytes();
        return made;
    }

    /** The parent goes; clones that live have what they need of it. */
    @Override
    public void close() {
        Parent known = parent;
        parent = null;
        if (known != null) {
            known.close();
        }
    }
}

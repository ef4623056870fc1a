package tare.harness.backend.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.KvmGround;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;
import tare.harness.backend.Reach;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.DriverRung;
import tare.harness.backend.program.Errand;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.Architecture;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** A Linux guest of QEMU's that boots, with the probe or the agent as its first process. */
public final class QemuDriver implements Driver {

    public static final String PROGRAM = "qemu-system-x86_64";

    /** A cold guest by translation takes about a second on a quiet host. */
    private static final Duration TRIAL = Duration.ofSeconds(12);

    private static final Availability.Unavailable NO_CARD =
            new Availability.Unavailable(
                    "the modules for a network card are not known for this kernel",
                    GuestKernel.CARD_REMEDY);

    private final QemuKey key;
    private final Optional<Path> program;
    private final Optional<GuestKernel> guestKernel;
    private final BackendContext context;
    private final Guest guest;
    private final Kernel kernel = new Kernel();
    private final boolean root;
    private final OwnGroups groups = new OwnGroups();
    private final KvmGround ground;
    private final boolean heard;
    private final Executables found;
    private final Set<MachineLayer> layers;

    /**
     * @param found where QEMU is looked for
     * @param guest with what it boots
     */
    public QemuDriver(
            QemuKey key,
            Executables found,
            Optional<GuestKernel> guestKernel,
            BackendContext context,
            Guest guest) {
        this(key, found, guestKernel, context, guest, MachineLayer.usual(key.machine()));
    }

    /** With other layers than usual. */
    private QemuDriver(
            QemuKey key,
            Executables found,
            Optional<GuestKernel> guestKernel,
            BackendContext context,
            Guest guest,
            Set<MachineLayer> layers) {
        this.key = key;
        this.found = found;
        this.layers = layers;
        this.program = found.find(PROGRAM);
        this.guestKernel = guestKernel;
        this.context = context;
        this.guest = guest;
        this.ground = KvmGround.live(context.clock());
        this.root = kernel.call(Syscall.GETEUID) == 0;
        this.heard =
                guest.measured()
                        && layers.contains(MachineLayer.SEABIOS)
                        && Firmware.isHeard(key, context.settings());
    }

    @Override
    public String key() {
        return layers.equals(MachineLayer.usual(key.machine()))
                ? key.text()
                : layers.stream()
                        .map(MachineLayer::word)
                        .collect(Collectors.joining("+", key.text() + "(", ")"));
    }

    @Override
    public List<DriverRung> ladder() {
        if (!guest.measured()) {
            return List.of();
        }
        return MachineLayer.ladder(key.machine()).stream()
                .map(
                        step ->
                                new DriverRung(
                                        step.way(),
                                        step.layers(),
                                        with(step.on()),
                                        step.on().contains(MachineLayer.FIRMWARE)))
                .toList();
    }

    private QemuDriver with(Set<MachineLayer> other) {
        return new QemuDriver(key, found, guestKernel, context, guest, other);
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.VM;
    }

    @Override
    public String description() {
        return "a Linux guest of QEMU's "
                + key.machine().id()
                + (emulated()
                        ? ", translated instruction by instruction"
                        : ", on the processor by KVM")
                + ", its kernel entered "
                + (key.entry() == QemuKey.Entry.PVH ? "as an ELF file by PVH" : "as a packed image")
                + ", with the probe as its /init; 128 MiB at least, and QEMU's own beside it"
                + (root ? "" : "; without limits but the guest's memory");
    }

    private boolean emulated() {
        return key.accelerator() == QemuKey.Accelerator.TCG;
    }

    @Override
    public String channel() {
        return "guest's serial line on inherited pipes";
    }

    /** Guests that are somebody else's ground run what they run. */
    @Override
    public Set<Capability> capabilities() {
        return guest.measured() && programs().obstacle().isEmpty()
                ? Capability.hosting(root)
                : Capability.probing(root);
    }

    private ProgramGuest programs() {
        Path directory = context.directory().toAbsolutePath();
        return new ProgramGuest(directory, GuestRuntime.live(directory));
    }

    @Override
    public Set<Label> labels() {
        if (emulated()) {
            return EnumSet.of(Label.EMULATED);
        }
        return ground.kind().labels();
    }

    @Override
    public Availability find() {
        if (Architecture.current() != Architecture.X86_64) {
            return new Availability.Unavailable(
                    "guests of QEMU's are made for x86-64 alone", "another host");
        }
        if (program.isEmpty()) {
            return new Availability.Unavailable(
                    "there is no program " + PROGRAM, "tare setup qemu");
        }
        if (guestKernel.isEmpty()) {
            return new Availability.Unavailable(
                    "there is no kernel for guests", GuestKernel.REMEDY);
        }
        Optional<Availability.Unavailable> beneath =
                emulated() ? Optional.empty() : ground.obstacle();
        if (beneath.isPresent()) {
            return beneath.get();
        }
        return guestKernel
                .flatMap(GuestKernel::obstacle)
                .map(Availability.class::cast)
                .orElse(
                        new Availability.Available(
                                root ? "" : "no limit on memory and tasks without root"));
    }

    @Override
    public Duration trial() {
        return TRIAL;
    }

    /** By hardware such a guest boots in a fraction of the bound: what does not is KVM's kind. */
    @Override
    public String reason(LaunchException failure) {
        if (emulated() || !labels().contains(Label.SOFTWARE_PAGING)) {
            return failure.summary();
        }
        return "a stock kernel does not boot under this host's KVM, which is software-paging: "
                + failure.summary();
    }

    @Override
    public Ending ending() {
        return Ending.KILLED;
    }

    @Override
    public Recipe recipe(InstanceSpec declared, String name) {
        Path directory = context.directory().toAbsolutePath();
        OptionalInt port = declared.program().map(Program::port).orElse(OptionalInt.empty());
        Optional<Path> own =
                declared.program().map(program -> programs().archive(program, name, modules(port)));
        Path console = directory.resolve(name + ".console");
        Path spoken = directory.resolve(name + ".firmware");
        Path payload = directory.resolve(name + ".kernel");
        Assembly assembly = assembly();
        QemuCommand command = assembly.command(declared, own, name, console, payload);
        Optional<OwnGroup> group =
                root
                        ? Optional.of(
                                groups.limited(assembly.resources(declared).limits(declared), name))
                        : Optional.empty();
        Conversation conversation =
                Conversation.at(
                        kernel,
                        directory.resolve(name + ".qmp"),
                        Conversation.SPEAK
                                + (port.isPresent() ? UserNetwork.ASKED : "")
                                + Conversation.GO_ON);
        Optional<Firmware> firmware = listening(spoken, conversation);
        guest.conversations().accept(conversation);
        command.waits().converses(conversation.path());
        port.ifPresent(inside -> command.forwards(key.machine(), inside));
        firmware.ifPresent(listening -> command.hears(listening.path()));
        MachineStart start =
                new MachineStart(
                        context.clock(),
                        conversation,
                        console,
                        () -> {},
                        firmware,
                        port.isPresent());
        return Recipe.steered(
                        name,
                        own.isPresent() ? new Pipes(kernel) : guest.line().get(),
                        tape -> group.ifPresent(made -> made.addTo(tape)),
                        Command.of(program.orElseThrow(), command.words()),
                        () -> {
                            sweep(group, console, spoken, conversation.path());
                            Files.deleteIfExists(payload);
                            if (own.isPresent()) {
                                Files.deleteIfExists(own.get());
                            }
                        },
                        start)
                .apart(start::layers);
    }

    private Assembly assembly() {
        return new Assembly(
                key, layers, guest, guestKernel.orElseThrow(), program.orElseThrow(), context);
    }

    /** A card is there for a program that listens, and only then. */
    private List<Path> modules(OptionalInt port) {
        List<Path> known = guestKernel.map(GuestKernel::modules).orElse(List.of());
        if (port.isPresent() && known.isEmpty()) {
            throw new LaunchException("guest's network", NO_CARD.reason(), NO_CARD.remedy(), null);
        }
        return port.isPresent() ? known : List.of();
    }

    @Override
    public Optional<Reach> reach() {
        if (guestKernel.map(GuestKernel::modules).orElse(List.of()).isEmpty()) {
            return Optional.of(new Reach.Forwarded(Optional.of(NO_CARD)));
        }
        return Optional.of(new Reach.Forwarded(program.flatMap(this::withoutNetwork)));
    }

    private Optional<Availability.Unavailable> withoutNetwork(Path qemu) {
        try {
            String help =
                    new Errand(new ProbeLauncher(context), tape -> {})
                            .hear("list networks", Command.of(qemu, "-netdev", "help"));
            return UserNetwork.obstacle(help);
        } catch (LaunchException e) {
            return Optional.of(new Availability.Unavailable(e.summary(), "tare setup qemu"));
        }
    }

    private Optional<Firmware> listening(Path spoken, Conversation conversation) {
        try {
            return heard
                    ? Optional.of(Firmware.at(kernel, context.clock(), spoken))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Nobody else knows of it yet.
            conversation.close();
            throw e;
        }
    }

    private static void sweep(
            Optional<OwnGroup> group, Path console, Path firmware, Path conversation)
            throws IOException {
        if (group.isPresent()) {
            group.get().sweep();
        }
        Files.deleteIfExists(console);
        Files.deleteIfExists(firmware);
        Conversation.remove(conversation);
    }

    @Override
    public String remedy(String words) {
        String known = Remedies.of(words);
        // Such a KVM may also hang on what it cannot emulate, and say nothing.
        return known.isEmpty() && !emulated() && labels().contains(Label.SOFTWARE_PAGING)
                ? Remedies.NOT_WHOLE
                : known;
    }
}

package tare.harness.backend.vmm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.KvmGround;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.probe.Channel;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Errand;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.Recipe;
import tare.harness.host.KvmKind;
import tare.harness.linux.Arrivals;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** The probe as the first process of a Linux guest in a monitor's machine. */
public final class VmmDriver implements Driver {

    /** A guest that boots at all does so in less, nested too. */
    private static final Duration TRIAL = Duration.ofSeconds(10);

    private static final long MIB = 1 << 20;

    private final Vmm vmm;
    private final VmmProgram program;
    private final BackendContext context;
    private final Surroundings surroundings;
    private final Kernel kernel = new Kernel();
    private final OwnGroups groups = new OwnGroups();
    private final boolean root;
    private @Nullable Path elf;
    private @Nullable Arrivals arrivals;

    /**
     * What a driver finds on the host.
     *
     * @param executables where programs are looked for
     * @param ground what machines stand on
     * @param store of kernels
     */
    public record Surroundings(Executables executables, KvmGround ground, KernelStore store) {

        /** This host's. */
        public static Surroundings live(Executables executables, BackendContext context) {
            return new Surroundings(
                    executables, KvmGround.live(context.clock()), KernelStore.live());
        }
    }

    public VmmDriver(Vmm vmm, BackendContext context, Surroundings surroundings) {
        this.vmm = vmm;
        this.context = context;
        this.surroundings = surroundings;
        this.program = VmmProgram.find(vmm, surroundings.executables(), context);
        this.root = kernel.call(Syscall.GETEUID) == 0;
    }

    @Override
    public String key() {
        return vmm.key();
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.VM;
    }

    @Override
    public String description() {
        return "a Linux guest of KVM's with one processor, made by requests to "
                + vmm.key()
                + ", with the probe as its /init; "
                + (root
                        ? "a group of Tare's limits guest and program together"
                        : "without limits but the guest's memory");
    }

    @Override
    public String channel() {
        return vmm.channel();
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.probing(root);
    }

    @Override
    public Set<Label> labels() {
        return surroundings.ground().kind().labels();
    }

    @Override
    public Duration trial() {
        return TRIAL;
    }

    /** The machine is one process, and is ended as one pulls a plug. */
    @Override
    public Ending ending() {
        return Ending.KILLED;
    }

    @Override
    public Availability find() {
        if (program.path().isEmpty()) {
            return program.otherwise();
        }
        try {
            String version = requireVersion(program.path().get());
            Optional<Availability.Unavailable> obstacle = surroundings.ground().obstacle();
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            obstacle = guestKernel().obstacle();
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            return new Availability.Available(
                    version + (root ? "" : "; no limit on tasks without root"));
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.summary(), e.remedy());
        }
    }

    /** Not everything of that name is one: no figure comes from anything else. */
    private String requireVersion(Path at) {
        String said =
                new Errand(new ProbeLauncher(context), tape -> {})
                        .hear("ask its version", Command.of(at, "--version"));
        var matcher = vmm.version().matcher(said);
        if (!matcher.lookingAt()) {
            throw new LaunchException(
                    "ask its version",
                    at
                            + " is not "
                            + vmm.key()
                            + ": it said "
                            + (said.isEmpty() ? "nothing" : said),
                    program.otherwise().remedy(),
                    null);
        }
        return matcher.group();
    }

    private GuestKernel guestKernel() {
        return GuestKernel.find(context, surroundings.store())
                .orElseThrow(
                        () ->
                                new LaunchException(
                                        "guest kernel",
                                        "there is none for guests",
                                        GuestKernel.REMEDY,
                                        null));
    }

    @Override
    public String reason(LaunchException failure) {
        return surroundings.ground().kind() == KvmKind.Kind.SOFTWARE_PAGING
                ? "this host's KVM is of the kind software-paging, whose emulator lacks instructions"
                        + " that a stock kernel needs: "
                        + failure.summary()
                : failure.summary();
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        Path at =
                program.path()
                        .orElseThrow(
                                () ->
                                        new LaunchException(
                                                "find " + vmm.key(),
                                                program.otherwise().reason(),
                                                program.otherwise().remedy(),
                                                null));
        InstanceSpec given = roomy(spec);
        Guest guest = guest(given);
        Optional<OwnGroup> group =
                root ? Optional.of(groups.limited(given, name)) : Optional.empty();
        Consumer<ProbeTape> setting = tape -> group.ifPresent(made -> made.addTo(tape));
        Place place = Place.make(context.directory(), name);
        try {
            Optional<SerialSocket> serial =
                    vmm.serialIsSocket()
                            ? Optional.of(new SerialSocket(kernel, place.serial()))
                            : Optional.empty();
            Channel channel = serial.isPresent() ? serial.get() : Pipes.toTerminal(kernel);
            Conversation conversation =
                    new Conversation(
                            kernel,
                            context.clock(),
                            watching(place),
                            place,
                            new Conversation.Orders(
                                    vmm.making(guest, place), serial, vmm.starting()));
            List<String> arguments = vmm.arguments(place);
            return Recipe.steered(
                    name,
                    channel,
                    setting,
                    Command.of(at, arguments.toArray(String[]::new)),
                    () -> sweep(group, place),
                    conversation);
        } catch (RuntimeException e) {
            throw abandoned(place, e);
        }
    }

    /** One for all launches, which come one after the other. */
    private Arrivals watching(Place place) {
        Arrivals known = arrivals;
        if (known == null) {
            known = new Arrivals(kernel);
            arrivals = known;
        }
        known.watch(place.directory());
        return known;
    }

    @Override
    public void close() {
        Arrivals known = arrivals;
        arrivals = null;
        if (known != null) {
            known.close();
        }
    }

    /** The recipe does not exist, so that nobody else takes its place away. */
    private static RuntimeException abandoned(Place place, RuntimeException cause) {
        try {
            place.remove();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private static void sweep(Optional<OwnGroup> group, Place place) throws IOException {
        if (group.isPresent()) {
            group.get().sweep();
        }
        place.remove();
    }

    private Guest guest(InstanceSpec spec) {
        Path archive =
                Initramfs.ofProbe()
                        .terminal("dev/ttyS0", 4, 64)
                        .in(context.directory(), vmm.key() + ".cpio");
        Path known = elf;
        if (known == null) {
            known = guestKernel().elf();
            elf = known;
        }
        return new Guest(
                known,
                archive,
                spec.memoryLimitBytes(),
                Guest.commandLine(vmm.kernelWords(), spec.spinNanos()));
    }

    /**
     * The declared resources, with memory for a guest kernel; in whole MiB, as machines have it.
     */
    private static InstanceSpec roomy(InstanceSpec spec) {
        return new InstanceSpec(
                spec.name(),
                spec.spinNanos(),
                Math.max(spec.memoryLimitBytes() / MIB * MIB, GuestKernel.LEAST_MEMORY_BYTES),
                spec.maximumTasks(),
                spec.cpus(),
                spec.deadline());
    }

    /** The one serial line is the probe's, so that a kernel which fails fails in silence. */
    @Override
    public String remedy(String words) {
        if (words.contains("KVM_CREATE_VM") || words.contains("Permission denied")) {
            return "run as a user who may open /dev/kvm and this run's directory";
        }
        return "to see the guest's console, make the same requests of "
                + vmm.key()
                + " by hand, with console=ttyS0 in place of quiet loglevel=0";
    }
}

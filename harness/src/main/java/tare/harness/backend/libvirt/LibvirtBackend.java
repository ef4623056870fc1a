package tare.harness.backend.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.HostCounter;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.host.HostTree;
import tare.harness.host.KvmKind;
import tare.harness.host.Privilege;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Transient domains of a libvirt daemon: of one that Tare starts, or of one that a URI names. */
final class LibvirtBackend implements Backend {

    static final String EMULATOR = "qemu-system-x86_64";

    /** A guest without a first process ends within a second or two. */
    private static final Duration MEASURING = Duration.ofSeconds(15);

    private final LibvirtKey key;
    private final BackendContext context;
    private final LibvirtRoom.Surroundings surroundings;
    private final ProbeLauncher launcher;
    private final boolean root;
    private @Nullable LibvirtService service;

    LibvirtBackend(LibvirtKey key, BackendContext context, LibvirtRoom.Surroundings surroundings) {
        this.key = key;
        this.context = context;
        this.surroundings = surroundings;
        this.launcher = new ProbeLauncher(context);
        this.root = Privilege.read(HostTree.live()).administers();
    }

    @Override
    public String key() {
        return key.key();
    }

    @Override
    public BackendClass backendClass() {
        return key.backendClass();
    }

    @Override
    public String description() {
        String by =
                root ? " of a libvirtd of Tare's own" : " of a session's libvirtd of Tare's own";
        return switch (key.kind()) {
            case QEMU_TCG ->
                    "a transient domain"
                            + by
                            + ": a Linux guest of QEMU without KVM, with the probe as its /init;"
                            + " 128 MiB at least, and QEMU itself is not limited";
            case QEMU_KVM ->
                    "a transient domain"
                            + by
                            + ": the same guest by KVM, where one boots under this host's";
            case LXC ->
                    "a transient domain"
                            + by
                            + ": libvirt's LXC driver with the probe as init; no limit on tasks";
            case OTHER -> "a transient domain at " + key.uri() + "; untried on real hosts";
        };
    }

    @Override
    public String channel() {
        return key.isContainer() ? "FIFO in a bind mount" : "guest's serial line on FIFOs";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.PROBE, Capability.CALIBRATION);
    }

    @Override
    public Set<Label> labels() {
        if (key.kind() == LibvirtKey.Kind.QEMU_KVM) {
            return KvmKind.measure(launcher.kernel(), context.clock(), KvmDevice.PATH)
                    .kind()
                    .labels();
        }
        return key.emulated() ? EnumSet.of(Label.EMULATED) : Set.of();
    }

    @Override
    public Availability probe() {
        return new LibvirtAvailability(key, this, context, surroundings, root).find();
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        LibvirtService known = service();
        Optional<String> ended = known.ended();
        if (ended.isPresent()) {
            throw new LaunchException("libvirt", ended.get(), "run again", null);
        }
        return new LibvirtLaunch(
                context, launcher, known, spec, key.isContainer(), describing(known, spec));
    }

    private Function<LibvirtLaunch.Places, String> describing(
            LibvirtService known, InstanceSpec spec) {
        String name = launcher.token(spec);
        if (key.isContainer()) {
            Path root = ProbeRoot.in(known.rootsBelow(context.directory())).directory();
            String partition = known.own().map(OwnDaemon::partition).orElse("");
            return places -> DomainText.container(spec, name, partition, root, places.fifos());
        }
        DomainText.Machine machine = machine(known, spec);
        return places -> DomainText.guest(machine, spec, name, places.line(), places.console());
    }

    /**
     * What guests are started from.
     *
     * @throws LaunchException if a part is missing
     */
    private DomainText.Machine machine(LibvirtService known, InstanceSpec spec) {
        Path emulator =
                surroundings
                        .executables()
                        .find(EMULATOR)
                        .orElseThrow(
                                () -> missing("there is no program " + EMULATOR, Remedies.INSTALL));
        Path kernel =
                GuestKernel.find(context, surroundings.kernels())
                        .map(GuestKernel::image)
                        .orElseThrow(
                                () -> missing("there is no kernel for guests", GuestKernel.REMEDY));
        Path initramfs =
                Initramfs.ofProbe()
                        .terminal("dev/ttyS0", 4, 64)
                        .in(context.directory(), "libvirt.cpio");
        String type = key.kind() == LibvirtKey.Kind.QEMU_KVM ? "kvm" : "qemu";
        DomainText.Machine plain = new DomainText.Machine(type, emulator, kernel, initramfs, "");
        if (!key.emulated()) {
            return plain; // KVM tells its guests by itself
        }
        String counter =
                new HostCounter(context.directory()).words(() -> bootOnce(known, plain, spec));
        return new DomainText.Machine(type, emulator, kernel, initramfs, counter);
    }

    /** Boots a guest without a first process, outside of every figure. */
    private String bootOnce(LibvirtService known, DomainText.Machine machine, InstanceSpec first) {
        InstanceSpec spec =
                new InstanceSpec(
                        "counter-" + first.name(),
                        0,
                        first.memoryLimitBytes(),
                        first.maximumTasks(),
                        first.cpus(),
                        MEASURING);
        String name = launcher.token(spec);
        try (LibvirtLaunch launch =
                        new LibvirtLaunch(
                                context,
                                launcher,
                                known,
                                spec,
                                false,
                                places ->
                                        DomainText.measuring(
                                                machine,
                                                spec,
                                                name,
                                                places.line(),
                                                places.console()));
                LibvirtInstance guest = launch.start()) {
            return guest.listen();
        }
    }

    private static LaunchException missing(String why, String remedy) {
        return new LaunchException("libvirt", why, remedy, null);
    }

    /** What the launches share, made when the first is prepared. */
    LibvirtService service() {
        LibvirtService known = service;
        if (known == null) {
            known =
                    key.kind() == LibvirtKey.Kind.OTHER
                            ? new LibvirtService(
                                    launcher.kernel(),
                                    Connection.open(key.uri(), surroundings.connecting()),
                                    null)
                            : own();
            service = known;
        }
        return known;
    }

    private LibvirtService own() {
        DaemonPlace.Programs programs =
                DaemonPlace.programs(surroundings.executables())
                        .orElseThrow(
                                () -> missing("there is no program libvirtd", Remedies.INSTALL));
        String driver = key.isContainer() ? "lxc" : "qemu";
        List<Path> drivers = new ArrayList<>();
        surroundings.driver(driver).ifPresent(drivers::add);
        OwnDaemon daemon =
                OwnDaemon.start(context, launcher, programs, key.kind().word(), drivers, root);
        try {
            Connection connection = Connection.open(daemon.uri(driver), surroundings.connecting());
            return new LibvirtService(launcher.kernel(), connection, daemon);
        } catch (LaunchException e) {
            daemon.close();
            throw e;
        }
    }

    /** Ends its daemon, if it has one. */
    @Override
    public void close() {
        LibvirtService known = service;
        service = null;
        if (known != null) {
            known.close();
        }
    }
}

package tare.harness.backend.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Trial;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.linux.Architecture;
import tare.harness.linux.kvm.KvmDevice;

/** Found by what is there, and then by one domain that acts. */
final class LibvirtAvailability {

    /** By translation a guest takes a second or two; a daemon looks at QEMU for four before. */
    private static final Duration TRIAL = Duration.ofSeconds(25);

    /** A guest that KVM helps is there in a fraction of a second: one that is not never will be. */
    private static final Duration KVM_TRIAL = Duration.ofSeconds(15);

    private final LibvirtKey key;
    private final LibvirtBackend backend;
    private final BackendContext context;
    private final LibvirtRoom.Surroundings surroundings;
    private final boolean root;

    LibvirtAvailability(
            LibvirtKey key,
            LibvirtBackend backend,
            BackendContext context,
            LibvirtRoom.Surroundings surroundings,
            boolean root) {
        this.key = key;
        this.backend = backend;
        this.context = context;
        this.surroundings = surroundings;
        this.root = root;
    }

    Availability find() {
        Optional<Availability.Unavailable> obstacle =
                key.kind() == LibvirtKey.Kind.OTHER ? Optional.empty() : obstacle();
        if (obstacle.isEmpty() && !key.isContainer() && key.kind() != LibvirtKey.Kind.OTHER) {
            obstacle = guestObstacle();
        }
        return obstacle.map(Availability.class::cast).orElseGet(this::connected);
    }

    /** What stands in the way of a daemon. */
    private Optional<Availability.Unavailable> obstacle() {
        if (DaemonPlace.programs(surroundings.executables()).isEmpty()) {
            return unavailable("there is no program libvirtd", Remedies.INSTALL);
        }
        String driver = key.isContainer() ? "lxc" : "qemu";
        if (surroundings.driver(driver).isEmpty()) {
            return unavailable("libvirtd has no driver for " + driver, Remedies.INSTALL);
        }
        if (!root && key.isContainer()) {
            return unavailable("libvirt starts containers as root alone", "run as root");
        }
        Optional<Path> lacking = root ? DaemonPlace.lacking() : Optional.empty();
        return lacking.flatMap(
                path -> unavailable("there is no directory " + path, Remedies.INSTALL));
    }

    /** What stands in the way of a guest. */
    private Optional<Availability.Unavailable> guestObstacle() {
        if (Architecture.current() != Architecture.X86_64) {
            return unavailable("guests of libvirt were tried on x86-64 alone", "");
        }
        if (surroundings.executables().find(LibvirtBackend.EMULATOR).isEmpty()) {
            return unavailable("there is no program " + LibvirtBackend.EMULATOR, Remedies.INSTALL);
        }
        if (key.kind() == LibvirtKey.Kind.QEMU_KVM
                && !(KvmDevice.PATH.toFile().canRead() && KvmDevice.PATH.toFile().canWrite())) {
            return unavailable(KvmDevice.PATH + " cannot be read and written", "");
        }
        Optional<GuestKernel> kernel = GuestKernel.find(context, surroundings.kernels());
        return kernel.isEmpty()
                ? unavailable("there is no kernel for guests", GuestKernel.REMEDY)
                : kernel.get().obstacle();
    }

    private static Optional<Availability.Unavailable> unavailable(String why, String remedy) {
        return Optional.of(new Availability.Unavailable(why, remedy));
    }

    private Availability connected() {
        LibvirtService service;
        try {
            service = backend.service();
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.summary(), e.remedy());
        }
        String there = service.connection().describe();
        if (key.kind() == LibvirtKey.Kind.OTHER) {
            Optional<Availability.Unavailable> strange =
                    strange(service.connection().type(), there);
            if (strange.isPresent()) {
                return strange.get();
            }
        }
        return tried(there);
    }

    /** Why nothing can be started where a URI leads to. */
    private Optional<Availability.Unavailable> strange(String type, String there) {
        if (!key.host().isEmpty()) {
            return unavailable(
                    "connected to "
                            + there
                            + " on "
                            + key.host()
                            + ", where the FIFOs and the kernel of this host are not, and whose"
                            + " clock and load are not this host's",
                    "run Tare on " + key.host());
        }
        if (type.equalsIgnoreCase("LXC")) {
            return Optional.empty();
        }
        if (type.equalsIgnoreCase("QEMU")) {
            return guestObstacle();
        }
        return unavailable(
                "connected to "
                        + there
                        + ", which was never tried on a real host: Tare starts domains of QEMU and"
                        + " LXC alone, from a kernel or a root that lie on this host",
                "libvirt:qemu-tcg or libvirt:lxc");
    }

    private Availability tried(String there) {
        boolean kvm = key.kind() == LibvirtKey.Kind.QEMU_KVM;
        Duration bound = kvm ? KVM_TRIAL : TRIAL;
        Optional<LaunchException> failure = new Trial(bound).failureOf(backend);
        if (failure.isEmpty()) {
            return new Availability.Available(there);
        }
        LaunchException e = failure.get();
        if (kvm) {
            return new Availability.Unavailable(
                    "no guest boots under this host's KVM: " + e.summary(),
                    "libvirt:qemu-tcg, or a host whose KVM has the hardware's help");
        }
        return new Availability.Unavailable(e.summary(), e.remedy());
    }
}

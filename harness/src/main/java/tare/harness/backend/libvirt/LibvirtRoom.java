package tare.harness.backend.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.program.Executables;

/** The keys of {@link LibvirtKey}; a run that names none takes the first. */
public final class LibvirtRoom implements Room {

    private final Surroundings surroundings;

    /**
     * What of the host decides what can be started.
     *
     * @param executables where libvirtd and QEMU are looked for
     * @param kernels that have been unpacked for guests
     * @param drivers directories in which libvirtd's drivers may lie
     * @param connecting how long a connection to a URI of the user's may take
     */
    record Surroundings(
            Executables executables, KernelStore kernels, List<Path> drivers, Duration connecting) {

        private static final Duration CONNECTING = Duration.ofSeconds(15);

        Surroundings {
            drivers = List.copyOf(drivers);
        }

        /** Those of this process. */
        static Surroundings live() {
            return new Surroundings(
                    Executables.live(),
                    KernelStore.live(),
                    List.of(
                            Path.of("/usr/lib/x86_64-linux-gnu/libvirt/connection-driver"),
                            Path.of("/usr/lib/aarch64-linux-gnu/libvirt/connection-driver"),
                            Path.of("/usr/lib64/libvirt/connection-driver"),
                            Path.of("/usr/lib/libvirt/connection-driver")),
                    CONNECTING);
        }

        /** Where one of libvirtd's drivers lies; empty if it is not there. */
        Optional<Path> driver(String name) {
            return drivers.stream()
                    .map(directory -> directory.resolve("libvirt_driver_" + name + ".so"))
                    .filter(Files::isReadable)
                    .findFirst();
        }
    }

    public LibvirtRoom() {
        this(Surroundings.live());
    }

    LibvirtRoom(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return LibvirtKey.FAMILY;
    }

    @Override
    public List<String> defaultKeys() {
        return List.of(LibvirtKey.of(LibvirtKey.Kind.QEMU_TCG).key());
    }

    @Override
    public List<String> otherKeys() {
        return List.of(
                LibvirtKey.of(LibvirtKey.Kind.QEMU_KVM).key(),
                LibvirtKey.of(LibvirtKey.Kind.LXC).key());
    }

    @Override
    public String hint() {
        return "libvirt:qemu-tcg, libvirt:qemu-kvm, libvirt:lxc, or libvirt: with a URI such as"
                + " libvirt:esx://host/";
    }

    @Override
    public boolean reads(String setting) {
        return GuestKernel.SETTING.equals(setting);
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return LibvirtKey.of(key).map(known -> new LibvirtBackend(known, context, surroundings));
    }
}

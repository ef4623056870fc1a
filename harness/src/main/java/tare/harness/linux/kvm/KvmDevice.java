package tare.harness.linux.kvm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;
import tare.results.failure.HostError;

/** An open {@code /dev/kvm} that has been checked to be KVM of the one version there is. */
public final class KvmDevice implements AutoCloseable {

    /** Where the kernel puts it. */
    public static final Path PATH = Path.of("/dev/kvm");

    /** The only version since Linux 2.6.22; the kernel's own words: refuse any other. */
    private static final long API_VERSION = 12;

    private static final int AT_FDCWD = -100;

    /** O_RDWR | O_CLOEXEC, the same on both architectures. */
    private static final int OPEN_FLAGS = 2 | 0x80000;

    private static final String WHAT = "KVM cannot be used";

    private final Kernel kernel;
    private final long descriptor;
    private final long runSizeBytes;
    private boolean open = true;

    private KvmDevice(Kernel kernel, long descriptor, long runSizeBytes) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.runSizeBytes = runSizeBytes;
    }

    /**
     * Opens and checks the device.
     *
     * @param path {@link #PATH} but in tests
     * @throws HostError why not, and what mends it
     */
    public static KvmDevice open(Kernel kernel, Path path) {
        long descriptor = openFile(kernel, path);
        try {
            checkVersion(path, KvmRequest.KVM_GET_API_VERSION.call(kernel, descriptor, 0));
            long runSize = KvmRequest.KVM_GET_VCPU_MMAP_SIZE.call(kernel, descriptor, 0);
            return new KvmDevice(kernel, descriptor, runSize);
        } catch (NativeException e) {
            kernel.close(descriptor);
            throw new HostError(
                    WHAT,
                    path.toString(),
                    "it is not a KVM device: " + e.getMessage(),
                    "ls -l " + path + " should show a character device with major 10, minor 232",
                    e);
        } catch (HostError e) {
            kernel.close(descriptor);
            throw e;
        }
    }

    static void checkVersion(Path path, long version) {
        if (version != API_VERSION) {
            throw new HostError(
                    WHAT,
                    path.toString(),
                    "its API version is " + version + ", Tare knows " + API_VERSION,
                    "use a Linux kernel of version 2.6.22 or later");
        }
    }

    private static long openFile(Kernel kernel, Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        try (Arena arena = new Arena(name.length + 1L)) {
            long address = arena.text(path.toString());
            return kernel.call(Syscall.OPENAT, AT_FDCWD, address, OPEN_FLAGS);
        } catch (NativeException e) {
            throw refused(path, e);
        }
    }

    /** What a refused open means and what mends it. */
    static HostError refused(Path path, NativeException e) {
        String why = "it cannot be opened: " + Errno.describe(e.errno());
        String remedy = "dmesg | grep -i kvm says why the module refuses";
        if (e.errno() == Errno.ENOENT.number() || e.errno() == Errno.ENODEV.number()) {
            why = "this host has no " + path;
            remedy =
                    "enable virtualisation in the firmware (in a cloud: choose an instance type"
                            + " with nested virtualisation), then modprobe kvm_intel or modprobe"
                            + " kvm_amd";
        } else if (e.errno() == Errno.EACCES.number() || e.errno() == Errno.EPERM.number()) {
            why = "this user may not open it: " + Errno.describe(e.errno());
            remedy = "usermod -aG kvm USER and log in again, or run as root";
        } else if (e.errno() == Errno.EMFILE.number()) {
            remedy = "ulimit -n with a larger number";
        }
        return new HostError(WHAT, path.toString(), why, remedy, e);
    }

    /** What KVM_CHECK_EXTENSION answers for a KVM_CAP_ number: 0 for no. */
    public long extension(long capability) {
        return KvmRequest.KVM_CHECK_EXTENSION.call(kernel, descriptor, capability);
    }

    /** Makes a request of the device itself. */
    public long request(KvmRequest request, long argument) {
        return request.call(kernel, descriptor, argument);
    }

    /**
     * Creates an empty virtual machine: one descriptor.
     *
     * @param type the machine type; 0 for the default
     */
    public VirtualMachine createMachine(long type) {
        long machine = KvmRequest.KVM_CREATE_VM.call(kernel, descriptor, type);
        return new VirtualMachine(kernel, machine, runSizeBytes);
    }

    public Kernel kernel() {
        return kernel;
    }

    /** Idempotent; machines created through it live on. */
    @Override
    public void close() {
        if (open) {
            open = false;
            kernel.close(descriptor);
        }
    }
}

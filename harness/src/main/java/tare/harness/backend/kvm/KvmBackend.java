package tare.harness.backend.kvm;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.host.KvmKind;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareGuest;
import tare.harness.linux.kvm.bare.BareGuests;
import tare.harness.linux.kvm.bare.BareMachines;
import tare.results.failure.HostError;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** A virtual machine of KVM's with nothing but code in it. */
final class KvmBackend implements Backend {

    private final BackendContext context;
    private final Path path;
    private final byte[] ready;
    private final Kernel kernel = new Kernel();
    private @Nullable KvmDevice device;
    private @Nullable BareGuests guests;
    private @Nullable KvmKind kind;

    KvmBackend(BackendContext context, Path path, byte[] ready) {
        this.context = context;
        this.path = path;
        this.ready = ready;
    }

    @Override
    public String key() {
        return KvmRoom.KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.BARE_GUEST;
    }

    @Override
    public String description() {
        return "a bare KVM guest by /dev/kvm, no operating system, no devices: what KVM itself"
                + " costs";
    }

    @Override
    public String channel() {
        return "mmio-exit";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.PAYLOAD, Capability.CALIBRATION);
    }

    @Override
    public Set<Label> labels() {
        return kind().kind().labels();
    }

    /** Measured once. */
    KvmKind kind() {
        KvmKind known = kind;
        if (known == null) {
            known = KvmKind.measure(kernel, context.clock(), path);
            kind = known;
        }
        return known;
    }

    @Override
    public Availability probe() {
        return new KvmAvailability(this).find();
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        BareGuest guest = open().prepare(spec.spinNanos(), 0);
        return new KvmLaunch(context.clock(), kernel, guest, spec);
    }

    private BareGuests open() {
        BareGuests known = guests;
        if (known != null) {
            return known;
        }
        try {
            KvmDevice opened = KvmDevice.open(kernel, path);
            try {
                known = new BareGuests(opened, BareMachines.unprivileged(opened), ready);
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
            device = opened;
            guests = known;
            return known;
        } catch (HostError e) {
            throw new LaunchException("open " + path, e.why(), e.remedy(), e);
        } catch (NativeException e) {
            throw KvmLaunch.refused(e);
        }
    }

    /** Closes the device; instances live on, and the next launch opens it again. */
    @Override
    public void close() {
        KvmDevice opened = device;
        device = null;
        guests = null;
        if (opened != null) {
            opened.close();
        }
    }
}

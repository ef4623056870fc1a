package tare.harness.backend.kvmfork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.host.KvmKind;
import tare.harness.linux.Architecture;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareTemplate;
import tare.results.failure.HostError;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.workloads.kernel.ForkPayload;

/** Guests that go on from one frozen parent, which is made with the first launch. */
final class KvmForkBackend implements Backend {

    /** What the parent writes. */
    static final long HEAP_BYTES = 64L << 20;

    private static final Duration TRIAL = Duration.ofSeconds(2);

    private final BackendContext context;
    private final Path path;
    private final Architecture architecture;
    private final Way way;
    private final Kernel kernel = new Kernel();
    private @Nullable KvmDevice device;
    private @Nullable BareTemplate template;
    private @Nullable Stable stable;
    private @Nullable KvmKind kind;

    KvmForkBackend(BackendContext context, Path path, Architecture architecture, Way way) {
        this.context = context;
        this.path = path;
        this.architecture = architecture;
        this.way = way;
    }

    @Override
    public String key() {
        return way.key();
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.BARE_GUEST;
    }

    @Override
    public String description() {
        return switch (way) {
            case FORK ->
                    "a bare KVM guest forked from a frozen one of 64 MiB, memory by copy on write:"
                            + " what going on costs, against starting";
            case REWIND ->
                    "a bare KVM guest of 64 MiB that ran before, put back to its frozen parent:"
                            + " memory by madvise, state by ioctl";
        };
    }

    @Override
    public String channel() {
        return "mmio-exit";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.CALIBRATION);
    }

    @Override
    public Set<Label> labels() {
        return kind().kind().labels();
    }

    /** Measured once. */
    private KvmKind kind() {
        KvmKind known = kind;
        if (known == null) {
            known = KvmKind.measure(kernel, context.clock(), path);
            kind = known;
        }
        return known;
    }

    @Override
    public Availability probe() {
        if (architecture != Architecture.X86_64) {
            return new Availability.Unavailable(
                    "a bare guest's state is saved and restored on x86-64 alone; this is "
                            + architecture.id(),
                    "use kvm, which starts a bare guest on this architecture too");
        }
        InstanceSpec spec =
                new InstanceSpec(
                        "trial",
                        0,
                        InstanceSpec.DEFAULT_MEMORY_BYTES,
                        InstanceSpec.DEFAULT_TASKS,
                        "",
                        TRIAL);
        try (Launch launch = prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.why(), e.remedy());
        }
        return new Availability.Available(
                "KVM is " + kind().kind().id() + ": " + kind().evidence());
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        Stable guests = open();
        try {
            return new KvmForkLaunch(context.clock(), kernel, guests, spec);
        } catch (NativeException e) {
            throw KvmForkLaunch.refused(e);
        }
    }

    private Stable open() {
        Stable known = stable;
        if (known != null) {
            return known;
        }
        try {
            KvmDevice opened = KvmDevice.open(kernel, path);
            try {
                BareTemplate frozen = BareTemplate.freeze(opened, ForkPayload.bytes(), HEAP_BYTES);
                template = frozen;
                known = new Stable(frozen, way);
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
            device = opened;
            stable = known;
            return known;
        } catch (HostError e) {
            throw new LaunchException("open " + path, e.why(), e.remedy(), e);
        } catch (NativeException e) {
            throw KvmForkLaunch.refused(e);
        }
    }

    /** Closes template and device; instances live on, and the next launch makes both again. */
    @Override
    public void close() {
        Stable kept = stable;
        BareTemplate frozen = template;
        KvmDevice opened = device;
        stable = null;
        template = null;
        device = null;
        try (opened;
                frozen;
                kept) {
            // Closed in the opposite order.
        }
    }
}

package tare.harness.backend.guest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.PayloadPlace;
import tare.harness.backend.Rung;
import tare.harness.backend.Trial;
import tare.harness.host.KvmKind;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.failure.HostError;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Virtual machines of KVM's with nothing but code in them. */
public final class GuestBackend implements Backend {

    private static final Trial TRIAL = new Trial(Duration.ofSeconds(2));

    private final GuestDriver driver;
    private final BackendContext context;
    private final Path path;
    private final Kernel kernel = new Kernel();
    private @Nullable KvmDevice device;
    private @Nullable Guests guests;
    private @Nullable KvmKind kind;

    /**
     * @param path of /dev/kvm
     */
    public GuestBackend(GuestDriver driver, BackendContext context, Path path) {
        this.driver = driver;
        this.context = context;
        this.path = path;
    }

    @Override
    public String key() {
        return driver.key();
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.BARE_GUEST;
    }

    @Override
    public String description() {
        return driver.description();
    }

    @Override
    public String channel() {
        return "mmio-exit";
    }

    @Override
    public Set<Capability> capabilities() {
        return driver.capabilities();
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
        Optional<Availability.Unavailable> obstacle = driver.obstacle();
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<LaunchException> failure = TRIAL.failureOf(this);
        if (failure.isPresent()) {
            return new Availability.Unavailable(failure.get().why(), failure.get().remedy());
        }
        return new Availability.Available(
                "KVM is " + kind().kind().id() + ": " + kind().evidence());
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        Guests known = open();
        try {
            return new GuestLaunch(context.clock(), kernel, known.prepare(spec), spec);
        } catch (NativeException e) {
            throw GuestLaunch.refused(e);
        }
    }

    @Override
    public List<PayloadPlace> payloadPlaces(String cpus) {
        return driver.payloadPlaces(context.clock(), () -> KvmDevice.open(kernel, path), cpus);
    }

    @Override
    public List<Rung> ladder() {
        return driver.ladder(context.clock(), this::openDevice);
    }

    private KvmDevice openDevice() {
        open();
        return Objects.requireNonNull(device);
    }

    private Guests open() {
        Guests known = guests;
        if (known != null) {
            return known;
        }
        try {
            KvmDevice opened = KvmDevice.open(kernel, path);
            try {
                known = driver.open(opened);
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
            throw GuestLaunch.refused(e);
        }
    }

    /** Closes what guests share; instances live on, and the next launch opens it again. */
    @Override
    public void close() {
        Guests known = guests;
        KvmDevice opened = device;
        guests = null;
        device = null;
        try (opened;
                known) {
            // Closed in the opposite order.
        }
    }
}

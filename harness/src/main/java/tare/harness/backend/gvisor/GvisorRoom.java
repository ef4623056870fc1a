package tare.harness.backend.gvisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Room;
import tare.harness.backend.bundle.Manner;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.bundle.OciDriver.Found;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.host.KvmKind;
import tare.harness.linux.Kernel;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.model.BackendClass;

/** The keys {@code gvisor}, which is by ptrace, {@code gvisor:kvm} and {@code gvisor:systrap}. */
public final class GvisorRoom implements Room {

    static final String NAME = "gvisor";

    private static final String PROGRAM = "runsc";

    /** gVisor's kernel is charged to the group too: it takes some 30 tasks before the probe's. */
    private static final int LEAST_TASKS = 512;

    private static final long LEAST_MEMORY_BYTES = 256L << 20;

    /** A start takes 0.15 s; on KVM without the hardware's help the sandbox spins for ever. */
    private static final Duration KVM_TRIAL = Duration.ofSeconds(8);

    private final Executables executables;
    private final Path device;

    public GvisorRoom() {
        this(Executables.live(), KvmDevice.PATH);
    }

    /**
     * @param device the path of /dev/kvm
     */
    GvisorRoom(Executables executables, Path device) {
        this.executables = executables;
        this.device = device;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The one platform that needs nothing: others may take a deadline to show that they hang. */
    @Override
    public List<String> defaultKeys() {
        return List.of(NAME);
    }

    @Override
    public List<String> otherKeys() {
        return Stream.of(Platform.values()).map(p -> NAME + ":" + p.word()).toList();
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        return Platform.of(key)
                .map(platform -> new OciDriver(kind(platform, context), context))
                .map(driver -> new ProgramBackend(driver, context));
    }

    private OciDriver.Kind kind(Platform platform, BackendContext context) {
        boolean guest = platform == Platform.KVM;
        return new OciDriver.Kind(
                platform.key(),
                BackendClass.SANDBOX,
                "the probe on gVisor's own kernel by runsc run, platform "
                        + platform.word()
                        + "; the limits are at least 512 tasks and 256 MiB, since they hold for"
                        + " gVisor's kernel too",
                found(platform),
                new Manner(
                        List.of("--platform=" + platform.word(), "--network=none"),
                        GvisorRoom::withRoomForItsKernel,
                        tape -> {},
                        OciDriver.Course.RUN,
                        guest ? KVM_TRIAL : Driver.TRIAL),
                () -> guest ? kvm(context).labels() : Set.of(),
                failure -> guest ? reason(context, failure) : failure.summary(),
                platform::remedy);
    }

    private Found found(Platform platform) {
        Optional<Path> program = executables.find(PROGRAM);
        if (program.isPresent() && platform == Platform.KVM && !Files.exists(device)) {
            return new Found(
                    Optional.empty(),
                    new Availability.Unavailable(
                            "there is no " + device,
                            "modprobe kvm_intel or kvm_amd, or use gvisor (ptrace)"));
        }
        return new Found(
                program,
                new Availability.Unavailable("there is no program runsc", "tare setup gvisor"));
    }

    private static InstanceSpec withRoomForItsKernel(InstanceSpec spec) {
        return new InstanceSpec(
                spec.name(),
                spec.spinNanos(),
                Math.max(LEAST_MEMORY_BYTES, spec.memoryLimitBytes()),
                Math.max(LEAST_TASKS, spec.maximumTasks()),
                spec.cpus(),
                spec.deadline(),
                spec.program());
    }

    /** What this host's KVM is, asked only where it matters. */
    private KvmKind.Kind kvm(BackendContext context) {
        return KvmKind.measure(new Kernel(), context.clock(), device).kind();
    }

    private String reason(BackendContext context, LaunchException failure) {
        return "gVisor does not start as a guest of this host's KVM, whose kind is "
                + kvm(context).id()
                + " ("
                + failure.summary()
                + ")";
    }
}

package tare.harness.backend.oci;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Room;
import tare.harness.backend.bundle.Manner;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.bundle.OciDriver.Found;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.host.KvmKind;
import tare.harness.linux.Kernel;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** The keys {@code oci:NAME}. */
public final class OciRoom implements Room {

    private static final String NAME = "oci";
    private static final String PREFIX = NAME + ":";

    private final Executables executables;

    public OciRoom() {
        this(Executables.live());
    }

    OciRoom(Executables executables) {
        this.executables = executables;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The known ones that are installed: none on most hosts. */
    @Override
    public boolean reads(String setting) {
        return setting.startsWith(NamedRuntime.SETTING);
    }

    @Override
    public List<String> defaultKeys() {
        return Stream.of(KnownRuntime.values())
                .map(KnownRuntime::program)
                .filter(program -> executables.find(program).isPresent())
                .map(program -> PREFIX + program)
                .toList();
    }

    @Override
    public List<String> keysBySettings(SortedMap<String, String> settings) {
        return NamedRuntime.all(settings).stream().map(named -> PREFIX + named.name()).toList();
    }

    @Override
    public List<String> otherKeys() {
        return Stream.of(KnownRuntime.values()).map(known -> PREFIX + known.program()).toList();
    }

    @Override
    public String hint() {
        return "name it: tare run --oci-runtime NAME=PATH";
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String name = key.substring(PREFIX.length());
        Optional<Found> named =
                NamedRuntime.all(context.settings()).stream()
                        .filter(runtime -> runtime.name().equals(name))
                        .map(runtime -> found(name, Optional.of(runtime.program())))
                        .findFirst();
        return named.or(
                        () ->
                                KnownRuntime.of(name)
                                        .map(known -> found(name, executables.find(name))))
                .map(found -> new OciDriver(kind(key, found, context), context))
                .map(driver -> new ProgramBackend(driver, context));
    }

    private static Found found(String name, Optional<Path> program) {
        return new Found(
                program,
                new Availability.Unavailable(
                        "there is no program " + name + " on the PATH",
                        "install it, or: tare run --oci-runtime " + name + "=PATH"));
    }

    private static OciDriver.Kind kind(String key, Found found, BackendContext context) {
        BackendClass backendClass =
                found.program()
                        .flatMap(program -> KnownRuntime.of(program.getFileName().toString()))
                        .map(KnownRuntime::backendClass)
                        .orElse(BackendClass.CONTAINER);
        String program = found.program().map(Path::toString).orElse("its program");
        return new OciDriver.Kind(
                key,
                backendClass,
                "the probe by " + program + " create and start, from a bundle that Tare writes",
                found,
                Manner.PLAIN,
                () -> backendClass == BackendClass.VM ? kvm(context) : Set.of(),
                LaunchException::summary,
                words -> remedy(words, program));
    }

    private static Set<Label> kvm(BackendContext context) {
        return KvmKind.measure(new Kernel(), context.clock(), KvmDevice.PATH).kind().labels();
    }

    private static String remedy(String words, String program) {
        if (words.contains("hybrid mode")) {
            return "boot with all controllers on version 2 of control groups:"
                    + " systemd.unified_cgroup_hierarchy=1 on the kernel's command line";
        }
        if (words.contains("ermission denied") || words.contains("peration not permitted")) {
            return "run as root";
        }
        return program
                + " must be an OCI runtime: it is called with --root DIR, then create, start and"
                + " delete as the runtime specification 1.0.2 has them";
    }
}

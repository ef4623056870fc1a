package tare.harness.backend.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Rungs;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.DriverRung;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.Kernel;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Any OCI runtime by its command line. */
public final class OciDriver implements Driver {

    /**
     * What differs from one OCI runtime to another.
     *
     * @param key names exactly what is on
     * @param found the program, or why there is none
     * @param manner how it is called
     * @param labels that every cell of it carries on this host
     * @param reason why it cannot be used here, by the failure of a trial
     * @param remedy what to do about what the runtime said
     */
    public record Kind(
            String key,
            BackendClass backendClass,
            String description,
            Found found,
            Manner manner,
            Supplier<Set<Label>> labels,
            Function<LaunchException, String> reason,
            Function<String, String> remedy) {

        /** A container runtime that takes all as declared. */
        public Kind(String key, String description, Found found, Function<String, String> remedy) {
            this(key, description, found, Manner.PLAIN, remedy);
        }

        /** A container runtime that is called in a manner of its own. */
        public Kind(
                String key,
                String description,
                Found found,
                Manner manner,
                Function<String, String> remedy) {
            this(
                    key,
                    BackendClass.CONTAINER,
                    description,
                    found,
                    manner,
                    Set::of,
                    LaunchException::summary,
                    remedy);
        }
    }

    /** Which of the runtime's commands make, start and end an instance. */
    public enum Course {
        /** {@code create}, {@code start}, and {@code delete} once the probe has ended. */
        CREATE_AND_START,
        /** {@code run} alone, which stays beside the instance and clears up after it. */
        RUN
    }

    /**
     * Where the program is.
     *
     * @param program absolute; empty if there is none
     * @param absence why not, and what mends it
     */
    public record Found(Optional<Path> program, Availability absence) {}

    private final Kind kind;
    private final BackendContext context;
    private final Set<Part> parts;
    private @Nullable Groups groups;

    public OciDriver(Kind kind, BackendContext context) {
        this(kind, context, Part.USUAL);
    }

    /** With other parts than usual. */
    OciDriver(Kind kind, BackendContext context, Set<Part> parts) {
        this.kind = kind;
        this.context = context;
        this.parts = parts;
    }

    @Override
    public String key() {
        return parts.equals(Part.USUAL)
                ? kind.key()
                : parts.stream()
                        .map(Part::word)
                        .collect(Collectors.joining("+", kind.key() + "(", ")"));
    }

    /** Of containers alone: a sandbox is made of other layers. */
    @Override
    public List<DriverRung> ladder() {
        if (kind.backendClass() != BackendClass.CONTAINER) {
            return List.of();
        }
        List<Part> order = List.of(Part.values());
        return Rungs.of(order, order).stream()
                .map(step -> DriverRung.of(step, new OciDriver(kind, context, step.on())))
                .toList();
    }

    @Override
    public BackendClass backendClass() {
        return kind.backendClass();
    }

    @Override
    public String description() {
        return kind.description();
    }

    @Override
    public Availability find() {
        return kind.found().program().isPresent()
                ? new Availability.Available("")
                : kind.found().absence();
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.hosting(true);
    }

    @Override
    public String aboutMemory(String name) {
        Groups known = groups;
        return known == null ? "" : known.aboutMemory(name);
    }

    @Override
    public Set<Label> labels() {
        return kind.labels().get();
    }

    @Override
    public Duration trial() {
        return kind.manner().trial();
    }

    @Override
    public String reason(LaunchException failure) {
        return kind.reason().apply(failure);
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        Path directory = context.directory().toAbsolutePath();
        try {
            Groups known = groups();
            Bundle bundle =
                    Bundle.write(
                            directory,
                            name,
                            InstanceRoot.of(directory, spec, name),
                            kind.manner().resources().apply(spec),
                            known.path(name),
                            parts);
            return recipe(name, bundle, known);
        } catch (IOException e) {
            throw unwritten(e);
        } catch (UncheckedIOException e) {
            throw unwritten(Objects.requireNonNull(e.getCause()));
        }
    }

    private LaunchException unwritten(IOException e) {
        Path directory = context.directory().toAbsolutePath();
        String why =
                e instanceof FileSystemException file && file.getReason() != null
                        ? file.getFile() + ": " + file.getReason()
                        : e.getClass().getSimpleName() + ": " + e.getMessage();
        return new LaunchException(
                "bundle", why, "df " + directory + " and ls -ld " + directory, e);
    }

    private Recipe recipe(String name, Bundle bundle, Groups known) {
        Command runtime =
                Command.of(kind.found().program().orElseThrow())
                        .with(kind.manner().options().toArray(String[]::new))
                        .with("--root", bundle.state().toString());
        boolean split = kind.manner().course() == Course.CREATE_AND_START;
        return new Recipe(
                name,
                Optional.empty(),
                kind.manner().setting(),
                runtime.with(
                        split ? "create" : "run",
                        "--pid-file",
                        bundle.pidFile().toString(),
                        "--bundle",
                        bundle.directory().toString(),
                        name),
                split ? Optional.of(runtime.with("start", name)) : Optional.empty(),
                split ? Optional.of(runtime.with("delete", name)) : Optional.empty(),
                bundle::pid,
                () -> {
                    known.sweep(name);
                    bundle.remove();
                });
    }

    private Groups groups() throws IOException {
        Groups known = groups;
        if (known == null) {
            known = Groups.read(new Kernel());
            groups = known;
        }
        return known;
    }

    @Override
    public String remedy(String words) {
        return kind.remedy().apply(words);
    }
}

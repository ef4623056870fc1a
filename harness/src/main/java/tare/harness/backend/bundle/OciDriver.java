package tare.harness.backend.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.Kernel;
import tare.results.model.BackendClass;

/** Any OCI runtime by its command line: create, start, and delete when the probe has ended. */
public final class OciDriver implements Driver {

    /**
     * What differs from one OCI runtime to another.
     *
     * @param key names exactly what is on
     * @param found the program, or why there is none
     * @param options that go before the command's own name, for example a platform
     * @param resources the declared resources as this runtime needs them
     * @param setting steps before the runtime is executed
     * @param remedy what to do about what the runtime said
     */
    public record Kind(
            String key,
            BackendClass backendClass,
            String description,
            Found found,
            List<String> options,
            Function<InstanceSpec, InstanceSpec> resources,
            Consumer<ProbeTape> setting,
            Function<String, String> remedy) {

        /** A container runtime that takes all as declared. */
        public Kind(String key, String description, Found found, Function<String, String> remedy) {
            this(
                    key,
                    BackendClass.CONTAINER,
                    description,
                    found,
                    List.of(),
                    spec -> spec,
                    tape -> {},
                    remedy);
        }
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
    private @Nullable Groups groups;

    public OciDriver(Kind kind, BackendContext context) {
        this.kind = kind;
        this.context = context;
    }

    @Override
    public String key() {
        return kind.key();
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
    public Recipe recipe(InstanceSpec spec, String name) {
        try {
            Groups known = groups();
            Path directory = context.directory().toAbsolutePath();
            Path state = directory.resolve("state-" + kind.key().replace(':', '-'));
            Bundle bundle =
                    Bundle.write(
                            directory,
                            name,
                            ProbeRoot.in(directory),
                            kind.resources().apply(spec),
                            known.path(name));
            Command runtime =
                    Command.of(kind.found().program().orElseThrow())
                            .with(kind.options().toArray(String[]::new))
                            .with("--root", state.toString());
            return new Recipe(
                    name,
                    Optional.empty(),
                    kind.setting(),
                    runtime.with(
                            "create",
                            "--pid-file",
                            bundle.pidFile().toString(),
                            "--bundle",
                            bundle.directory().toString(),
                            name),
                    Optional.of(runtime.with("start", name)),
                    Optional.of(runtime.with("delete", name)),
                    bundle::pid,
                    () -> {
                        known.sweep(name);
                        Leavings.remove(state.resolve(name));
                        bundle.remove();
                    });
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

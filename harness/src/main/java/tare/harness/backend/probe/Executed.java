package tare.harness.backend.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Program;

/**
 * What the first process of an instance with a root of its own executes: the probe, or the program
 * in its place.
 *
 * @param path as the instance sees it
 * @param arguments after its own name
 * @param environment each {@code NAME=VALUE}
 * @param mounts what it sees of the host; what lies in another comes after that
 */
public record Executed(
        String path, List<String> arguments, List<String> environment, List<Program.Mount> mounts) {

    /** The probe inside. */
    public static final String PROBE = "/probe";

    public Executed {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
    }

    /** With control and ready as descriptors 0 and 1. */
    public static Executed inheriting(InstanceSpec spec) {
        // Only a probe that is to spin has an argument, so that the others need not read it.
        List<String> spin =
                spec.spinNanos() == 0 ? List.of() : List.of(Long.toString(spec.spinNanos()));
        return of(spec, spin, List.of());
    }

    /** With the paths of both in {@link ProbeRoot#CHANNEL} as the last arguments. */
    public static Executed byFifos(InstanceSpec spec) {
        return of(spec, List.of(Long.toString(spec.spinNanos())), Fifos.paths());
    }

    private static Executed of(InstanceSpec spec, List<String> spin, List<String> last) {
        return spec.program()
                .map(
                        program ->
                                new Executed(
                                        program.executable().toString(),
                                        joined(program.arguments(), last),
                                        program.environment(),
                                        sorted(program.mounts())))
                .orElseGet(() -> new Executed(PROBE, joined(spin, last), List.of(), List.of()));
    }

    /** Path and arguments. */
    public List<String> words() {
        return joined(List.of(path), arguments);
    }

    /**
     * Something of the host's that is mounted into an instance.
     *
     * @param source as the host knows it
     * @param place as the instance sees it
     */
    public record Bind(Path source, Path place, boolean writable) {}

    /**
     * What is mounted into an instance whose root is an image's: its mounts, and in the place of
     * each link what that leads to. What lies in another comes after that.
     */
    public static List<Bind> binds(InstanceSpec spec) {
        List<Bind> binds = new ArrayList<>();
        for (Program.Mount mount : inheriting(spec).mounts()) {
            binds.add(new Bind(mount.path(), mount.path(), mount.writable()));
        }
        spec.program()
                .ifPresent(
                        program ->
                                program.links()
                                        .forEach(
                                                (link, target) ->
                                                        binds.add(
                                                                new Bind(
                                                                        link.resolveSibling(target)
                                                                                .normalize(),
                                                                        link,
                                                                        false))));
        binds.sort(Comparator.comparingInt(bind -> bind.place().getNameCount()));
        return binds;
    }

    private static List<Program.Mount> sorted(List<Program.Mount> mounts) {
        List<Program.Mount> sorted = new ArrayList<>(mounts);
        sorted.sort(Comparator.comparingInt(mount -> mount.path().getNameCount()));
        return sorted;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}

package tare.harness.fork;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.backend.BackendContext;

/**
 * What a launching JVM is told, handed over as a properties file in the run's private directory.
 *
 * @param runId the run's token
 * @param backends keys of the backends: one, or several that take turns
 * @param settings of backends, as in the plan
 * @param name first part of every instance's name, unique among the run's forks
 * @param stateDirectory where this fork keeps its journal and its lock
 * @param scratchDirectory private directory for what instances need on disk
 * @param sampleFile where samples go
 * @param firstIndex place in the schedule to begin with: more than 0 when a step is resumed
 * @param spinNanos the schedule: one launch per element, with what its probe spins, or {@link
 *     #COLD}
 * @param turns of each launch in the schedule, the place of its backend among {@code backends}
 * @param warmupLaunches launches before the schedule, at most; one of each backend at least
 * @param warmupNanos time for those launches, at most
 * @param harnessCpus CPU list for the launching thread, for example {@code 0}; empty for no pinning
 * @param instanceCpus CPU list for instances; empty for no pinning
 */
public record ForkSettings(
        String runId,
        List<String> backends,
        SortedMap<String, String> settings,
        String name,
        Path stateDirectory,
        Path scratchDirectory,
        Path sampleFile,
        int firstIndex,
        List<Long> spinNanos,
        List<Integer> turns,
        int warmupLaunches,
        long warmupNanos,
        String harnessCpus,
        String instanceCpus) {

    /** In a schedule: a launch that does not spin, right after the page cache was dropped. */
    public static final long COLD = -1;

    /** System property of the fork that names the settings file. */
    public static final String PROPERTY = "tare.fork.settings";

    public ForkSettings {
        backends = List.copyOf(backends);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        spinNanos = List.copyOf(spinNanos);
        turns = List.copyOf(turns);
        int count = backends.size();
        if (count == 0
                || turns.size() != spinNanos.size()
                || turns.stream().anyMatch(turn -> turn < 0 || turn >= count)) {
            throw new IllegalArgumentException("every launch is of one of the backends");
        }
    }

    /** For a fork that launches one backend alone. */
    public ForkSettings(
            String runId,
            String backend,
            SortedMap<String, String> settings,
            String name,
            Path stateDirectory,
            Path scratchDirectory,
            Path sampleFile,
            int firstIndex,
            List<Long> spinNanos,
            int warmupLaunches,
            long warmupNanos,
            String harnessCpus,
            String instanceCpus) {
        this(
                runId,
                List.of(backend),
                settings,
                name,
                stateDirectory,
                scratchDirectory,
                sampleFile,
                firstIndex,
                spinNanos,
                Collections.nCopies(spinNanos.size(), 0),
                warmupLaunches,
                warmupNanos,
                harnessCpus,
                instanceCpus);
    }

    /** Key of the only backend, or of the first. */
    public String backend() {
        return backends.get(0);
    }

    /** Writes the settings to a file that only the fork reads. */
    public void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("runId", runId);
        p.setProperty("backends", String.join(" ", backends));
        settings.forEach(p::setProperty);
        p.setProperty("name", name);
        p.setProperty("stateDirectory", stateDirectory.toString());
        p.setProperty("scratchDirectory", scratchDirectory.toString());
        p.setProperty("sampleFile", sampleFile.toString());
        p.setProperty("firstIndex", Integer.toString(firstIndex));
        p.setProperty("spinNanos", words(spinNanos));
        p.setProperty("turns", words(turns));
        p.setProperty("warmupLaunches", Integer.toString(warmupLaunches));
        p.setProperty("warmupNanos", Long.toString(warmupNanos));
        p.setProperty("harnessCpus", harnessCpus);
        p.setProperty("instanceCpus", instanceCpus);
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            p.store(out, null);
        }
    }

    /** Reads settings back. */
    public static ForkSettings read(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            p.load(in);
        }
        return new ForkSettings(
                required(p, "runId"),
                words(p, "backends"),
                settings(p),
                required(p, "name"),
                Path.of(required(p, "stateDirectory")),
                Path.of(required(p, "scratchDirectory")),
                Path.of(required(p, "sampleFile")),
                Integer.parseInt(required(p, "firstIndex")),
                words(p, "spinNanos").stream().map(Long::valueOf).toList(),
                words(p, "turns").stream().map(Integer::valueOf).toList(),
                Integer.parseInt(required(p, "warmupLaunches")),
                Long.parseLong(required(p, "warmupNanos")),
                required(p, "harnessCpus"),
                required(p, "instanceCpus"));
    }

    private static String words(List<? extends Number> numbers) {
        return String.join(" ", numbers.stream().map(Object::toString).toList());
    }

    private static List<String> words(Properties properties, String name) {
        List<String> words = new ArrayList<>(List.of(required(properties, name).split(" ", -1)));
        words.removeIf(String::isEmpty);
        return words;
    }

    private static SortedMap<String, String> settings(Properties properties) {
        SortedMap<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(n -> all.put(n, properties.getProperty(n)));
        return BackendContext.settingsOf(all);
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("fork settings lack " + name);
        }
        return value;
    }
}

package tare.harness.backend;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/**
 * A backend under the key {@code KEY@ARM}, so that one run may hold it several times: as the sides
 * of a comparison, which then take turns. The setting {@code backend.x@ARM} counts for that arm in
 * the place of {@code backend.x}.
 *
 * @param key with the arm's name
 * @param backend what is launched
 * @param delayNanos how long its probe spins before the ready byte, beside what a launch asks for:
 *     a loss of a known size, by which a gate is tried
 */
public record Arm(String key, Backend backend, long delayNanos) implements Backend {

    /** The setting that delays an arm's probe, in microseconds. */
    public static final String DELAY = "backend.probe.delay-us";

    /** Between a key or a setting and the arm's name. */
    public static final String SEPARATOR = "@";

    /** The arm of a key; empty for a backend that is in none. */
    static String of(String key) {
        int at = key.lastIndexOf(SEPARATOR);
        return at < 0 ? "" : key.substring(at + 1);
    }

    /** The key without its arm. */
    static String without(String key) {
        int at = key.lastIndexOf(SEPARATOR);
        return at < 0 ? key : key.substring(0, at);
    }

    /** Settings as an arm sees them; an empty name stands for backends that are in none. */
    static SortedMap<String, String> settings(SortedMap<String, String> all, String arm) {
        SortedMap<String, String> own = new TreeMap<>();
        all.forEach(
                (name, value) -> {
                    if (of(name).isEmpty()) {
                        own.putIfAbsent(name, value);
                    } else if (of(name).equals(arm)) {
                        own.put(without(name), value);
                    }
                });
        return own;
    }

    @Override
    public BackendClass backendClass() {
        return backend.backendClass();
    }

    @Override
    public String description() {
        return backend.description();
    }

    @Override
    public String channel() {
        return backend.channel();
    }

    @Override
    public Set<Capability> capabilities() {
        return backend.capabilities();
    }

    @Override
    public Set<Label> labels() {
        return backend.labels();
    }

    @Override
    public Availability probe() {
        return backend.probe();
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        return backend.prepare(spec.spinning(spec.spinNanos() + delayNanos));
    }

    @Override
    public List<Rung> ladder() {
        return backend.ladder();
    }

    @Override
    public void close() {
        backend.close();
    }
}

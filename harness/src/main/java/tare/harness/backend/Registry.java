package tare.harness.backend;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;

/** The rooms of this build, in the order in which tables show them. */
public final class Registry {

    private final List<Room> rooms;

    public Registry(List<Room> rooms) {
        this.rooms = List.copyOf(rooms);
    }

    /**
     * The rooms of this build: one line each, in this order, in {@code
     * META-INF/services/tare.harness.backend.Room}. Not a list in Java, because rooms know this
     * package and no package may know another that knows it.
     */
    public static Registry embedded() {
        return new Registry(
                ServiceLoader.load(Room.class, Room.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    public List<Room> rooms() {
        return rooms;
    }

    /**
     * The keys of a run without {@code --backend}, each once.
     *
     * @param settings of the plan that begin with {@code backend.}
     * @throws UsageError if the settings make no sense
     */
    public List<String> defaultKeys(SortedMap<String, String> settings) {
        Set<String> keys = new LinkedHashSet<>();
        for (Room room : rooms) {
            keys.addAll(room.defaultKeys());
            room.keysBySettings(Arm.settings(settings, ""))
                    .forEach(key -> keys.add(unambiguous(key)));
        }
        return List.copyOf(keys);
    }

    /** {@code oci:runc} beside {@code runc} would be two things by one name. */
    private String unambiguous(String key) {
        String name = key.substring(key.indexOf(':') + 1);
        if (rooms.stream().anyMatch(room -> room.name().equals(name))) {
            throw new UsageError(
                    "a runtime cannot be called " + name,
                    key,
                    name + " is a backend of Tare's own",
                    "call it otherwise, for example my-" + name);
        }
        return key;
    }

    /**
     * The backend of a key, which may name an arm: see {@link Arm}.
     *
     * @throws UsageError if no room has it; known keys that look like it are suggested
     */
    public Backend open(String key, BackendContext context) {
        String arm = Arm.of(key);
        BackendContext own = context.with(Arm.settings(context.settings(), arm));
        if (arm.isEmpty()) {
            return plain(key, own);
        }
        String delay = own.settings().getOrDefault(Arm.DELAY, "0");
        return new Arm(key, plain(Arm.without(key), own), 1_000 * Long.parseLong(delay));
    }

    private Backend plain(String key, BackendContext context) {
        for (Room room : rooms) {
            Optional<Backend> backend = room.open(key, context);
            if (backend.isPresent()) {
                return backend.get();
            }
        }
        throw new UsageError(
                "no backend is called " + key,
                "--backend or --require",
                "the rooms are " + String.join(", ", rooms.stream().map(Room::name).toList()),
                suggestion(key, context.settings()));
    }

    private String suggestion(String key, SortedMap<String, String> settings) {
        Set<String> known = new LinkedHashSet<>();
        rooms.forEach(room -> known.add(room.name()));
        known.addAll(defaultKeys(settings));
        rooms.forEach(room -> known.addAll(room.otherKeys()));
        // oci is no key, and gvisor is not what gvisor:kvn means.
        known.removeIf(k -> key.startsWith(k + ":"));
        return Spelling.nearest(key, List.copyOf(known))
                .map(k -> "did you mean " + k + "? " + hint(key))
                .orElseGet(() -> hint(key));
    }

    private String hint(String key) {
        return rooms.stream()
                .filter(room -> key.startsWith(room.name() + ":") && !room.hint().isEmpty())
                .map(Room::hint)
                .findFirst()
                .orElse("tare backends lists all");
    }
}

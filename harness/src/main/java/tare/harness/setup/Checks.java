package tare.harness.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.backend.Room;
import tare.harness.run.Inquiry;

/** Launches one instance of each backend, one after the other, each bounded. */
public final class Checks {

    private final Registry registry;
    private final BackendContext context;

    public Checks(Registry registry, BackendContext context) {
        this.registry = registry;
        this.context = context;
    }

    /**
     * What came of one.
     *
     * @param key the backend's key
     * @param availability empty if this build has no backend of that name
     */
    public record Check(String key, Optional<Availability> availability) {

        /** Whether it can be launched, or nothing here could. */
        public boolean passed() {
            return availability.map(Availability::available).orElse(true);
        }
    }

    /**
     * Checks a key, or the keys of a family that this host's runs use by themselves.
     *
     * @param name for example {@code gvisor} or {@code gvisor:ptrace}
     * @param asking takes each key before its launch
     */
    public List<Check> of(String name, Consumer<String> asking) {
        Inquiry inquiry = new Inquiry(context.clock());
        List<Check> checks = new ArrayList<>();
        for (String key : keys(name)) {
            Optional<Backend> backend =
                    registry.rooms().stream()
                            .flatMap(room -> room.open(key, context).stream())
                            .findFirst();
            if (backend.isPresent()) {
                asking.accept(key);
            }
            checks.add(new Check(key, backend.map(found -> inquiry.ask(found).availability())));
        }
        return checks;
    }

    /**
     * What is wrong with a backend that was asked for. A family is there if one of its keys is: the
     * others may need what no package brings, such as a KVM that can do all that hardware can.
     *
     * @param found all that came of one name
     * @return the keys that do not launch; none if another of the same name does
     */
    public static List<String> failed(List<Check> found) {
        return found.stream().anyMatch(Check::passed)
                ? List.of()
                : found.stream().map(Check::key).toList();
    }

    private List<String> keys(String name) {
        return registry.rooms().stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .map(Room::defaultKeys)
                .orElse(List.of(name));
    }
}

package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.results.failure.UsageError;

class RegistryTest {

    private final BackendContext context =
            new BackendContext("run", MonotonicClock.system(), Journal.forgetting(), Path.of("."));

    private record Empty(String name) implements Room {
        @Override
        public List<String> defaultKeys() {
            return List.of(name + "+user");
        }

        @Override
        public Optional<Backend> open(String key, BackendContext context) {
            return Optional.empty();
        }
    }

    private final Registry registry =
            new Registry(List.of(new Empty("namespace"), new Empty("kvm")));

    @Test
    void keepsTheOrder() {
        assertEquals(List.of("namespace+user", "kvm+user"), registry.defaultKeys(new TreeMap<>()));
    }

    @Test
    void embeddedRoomsAreTheOnesOfThisBuild() {
        List<String> names = Registry.embedded().rooms().stream().map(Room::name).toList();
        assertEquals(List.of("process", "namespace"), names.subList(0, 2));
    }

    @Test
    void suggestsWhatWasMeant() {
        UsageError e = assertThrows(UsageError.class, () -> registry.open("namspace", context));
        assertTrue(e.remedy().contains("did you mean namespace?"), e.remedy());
        assertTrue(e.getMessage() != null && e.getMessage().contains("namespace, kvm"));
    }

    @Test
    void suggestsKeysThatAreNoDefaults() {
        UsageError e =
                assertThrows(
                        UsageError.class, () -> Registry.embedded().open("gvisor:systrp", context));
        assertTrue(e.remedy().contains("did you mean gvisor:systrap?"), e.remedy());
    }

    @Test
    void suggestsNothingForWhatIsFar() {
        UsageError e = assertThrows(UsageError.class, () -> registry.open("warp-drive", context));
        assertEquals("tare backends lists all", e.remedy());
    }

    @Test
    void suggestsNothingForAShortWordWithHardlyALetterInCommon() {
        for (String word : List.of("", "abc")) {
            UsageError e = assertThrows(UsageError.class, () -> registry.open(word, context));
            assertEquals("tare backends lists all", e.remedy());
        }
    }
}

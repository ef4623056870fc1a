package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Registry;

class OverheadBackendsTest {

    private static OverheadBackends of(
            List<String> experiments, List<String> backends, Profile profile) {
        RunRequest request =
                new RunRequest(
                        experiments,
                        backends,
                        List.of(),
                        profile,
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        "auto",
                        new TreeMap<>());
        return OverheadBackends.of(request, Registry.embedded(), new TreeMap<>());
    }

    @Test
    void theBaselineIsAlwaysThere() {
        OverheadBackends added = of(List.of("overhead"), List.of("runc", "gvisor"), Profile.QUICK);
        assertEquals(List.of("process", "runc", "gvisor"), added.request().backends());
        assertEquals(1, added.words().size());
        OverheadBackends same = of(List.of("overhead"), List.of("runc", "process"), Profile.QUICK);
        assertEquals(List.of("runc", "process"), same.request().backends());
        assertEquals(List.of(), same.words());
        OverheadBackends other = of(List.of("boot"), List.of("runc"), Profile.QUICK);
        assertEquals(List.of("runc"), other.request().backends());
    }

    @Test
    void quickTakesAFewAndNamesTheOthers() {
        OverheadBackends quick = of(List.of("overhead"), List.of(), Profile.QUICK);
        assertTrue(quick.request().backends().contains("process"));
        assertTrue(quick.request().backends().contains("kvm"));
        assertTrue(!quick.request().backends().contains("kvm-fork"));
        assertTrue(quick.words().get(0).contains("bubblewrap"), quick.words().toString());
        assertEquals(
                List.of(),
                of(List.of("overhead"), List.of(), Profile.STANDARD).request().backends());
        assertEquals(
                List.of(),
                of(List.of("boot", "overhead"), List.of(), Profile.QUICK).request().backends());
    }
}

package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Rung;

/** What a storm asks of backends of which one start alone takes long. */
class LoadParametersTest {

    private static final long MILLI = 1_000_000L;

    private static Candidate candidate(long launchNanos) {
        return candidate(launchNanos, List.of());
    }

    private static Candidate candidate(long launchNanos, List<Rung> ladder) {
        Backend backend =
                (Backend)
                        Proxy.newProxyInstance(
                                Backend.class.getClassLoader(),
                                new Class<?>[] {Backend.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("ladder") ? ladder : "x");
        return new Candidate(backend, new Availability.Available(""), launchNanos, 0);
    }

    @Test
    void fastOnesKeepToWhatIsUsual() {
        assertEquals(Map.of(), LoadParameters.of(candidate(MILLI)));
        assertEquals(Map.of(), LoadParameters.of(candidate(60 * MILLI)));
    }

    @Test
    void thoseThatAreTakenApartHaveTheirRungsCounted() {
        Rung rung = new Rung(Rung.Way.FORWARD, List.of(), "x", spec -> 1);
        assertEquals(
                Map.of("ladder.rungs/x", "3"),
                LoadParameters.of(candidate(MILLI, List.of(rung, rung, rung))));
    }

    /** At least twice a launch, and no more than five times. */
    @ParameterizedTest
    @CsvSource({"61,200", "99,200", "101,500", "204,500", "1413,5000", "2500,5000", "9000,20000"})
    void slowOnesAreGivenTwoLaunchesOrMore(long launchMillis, String slaMillis) {
        assertEquals(
                Map.of("storm.sla-ms/x", slaMillis),
                LoadParameters.of(candidate(launchMillis * MILLI)));
    }
}

package tare.reports.debate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.Defect;

class ClaimsFileTest {

    private static final String GOOD =
            """
            # words
            [one]
            said = It is so.
            by = somebody
            test = boot stage.ready container below vm
            section = starts
            needed = more
            """;

    @Test
    void theNineClaimsOfTheDebateAreThere() {
        assertEquals(
                List.of(
                        "containers-start-faster",
                        "containers-are-denser",
                        "docker-does-not-consolidate",
                        "fork-is-the-best-of-both",
                        "containers-in-vms-lose",
                        "hypervisor-adds-little",
                        "native-services-are-denser",
                        "security-is-immature",
                        "state-the-sla"),
                ClaimsFile.claims().stream().map(Claim::id).toList());
    }

    @Test
    void readsAFactor() {
        Claim claim = ClaimsFile.parse(GOOD.replace("below vm", "above key:x times 1.05")).get(0);
        assertEquals(
                new Claim.Test.Pairs(
                        "boot",
                        "stage.ready",
                        new Side.OfClass(tare.results.model.BackendClass.CONTAINER),
                        false,
                        new Side.OfKey("x"),
                        1.05,
                        false),
                claim.tests().get(0));
        assertEquals("", claim.note());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "said = twice",
                "colour = red",
                "test = boot stage.ready container near vm",
                "test = boot stage.ready nobody below vm",
                "[one]",
                "no field"
            })
    void aMistakeIsADefectThatNamesIt(String line) {
        Defect defect = assertThrows(Defect.class, () -> ClaimsFile.parse(GOOD + line));
        assertTrue(defect.why().length() > 3, defect.toString());
    }
}

package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

class WarningGroupTest {

    @Test
    void aKindIsSaidOnceWithItsCasesInOrder() {
        List<WarningGroup> groups =
                WarningGroup.of(
                        List.of(
                                new Warning(WarningKind.NOISY_ROUND, "b"),
                                new Warning(WarningKind.CONCURRENT, ""),
                                new Warning(WarningKind.NOISY_ROUND, "a"),
                                new Warning(WarningKind.LOAD, "2.0")));
        assertEquals(
                List.of(
                        new WarningGroup(WarningKind.NOISY_ROUND, List.of("b", "a")),
                        new WarningGroup(WarningKind.CONCURRENT, List.of()),
                        new WarningGroup(WarningKind.LOAD, List.of("2.0"))),
                groups);
        assertEquals("2.0", groups.get(2).only());
        assertEquals(List.of(), groups.get(2).cases());
        assertEquals(List.of("b", "a"), groups.get(0).cases());
        assertFalse(groups.get(0).many());
        assertTrue(new WarningGroup(WarningKind.LOAD, List.of("1", "2", "3", "4")).many());
    }
}

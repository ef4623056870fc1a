package tare.results.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CloudSimFiguresTest {

    @Test
    void everyFigureIsOfADayThatIsKnownByItsContent() {
        List<CloudSimFigures> all = CloudSimFigures.all();
        assertEquals(10, all.size());
        TreeSet<String> days = new TreeSet<>();
        KnownDay.all().forEach(day -> days.add(day.name()));
        TreeSet<String> named = new TreeSet<>();
        all.forEach(each -> named.add(each.day()));
        assertEquals(days, named);
        for (KnownDay day : KnownDay.all()) {
            assertTrue(day.digest().matches("[0-9a-f]{64}"), day.name());
            assertEquals(day, KnownDay.of(day.digest()).orElseThrow());
        }
    }

    /** Columns that were mixed up would not agree with each other. */
    @Test
    void violationsAreTheProductOfTheirParts() {
        for (CloudSimFigures each : CloudSimFigures.all()) {
            double product = each.slatah() * each.pdm() * 10;
            assertEquals(product, each.slav(), 5e-4 * each.slav() + 1e-9, each.toString());
        }
    }

    @Test
    void whatIsNotKnownIsNotThere() {
        assertTrue(KnownDay.of("").isEmpty());
        KnownDay day = KnownDay.all().get(0);
        assertTrue(CloudSimFigures.of(day, "THR-MMT-0.9").isEmpty());
        assertEquals(192.62307, CloudSimFigures.of(day, "THR-MMT-0.8").orElseThrow().energyKwh());
    }
}

package tare.simulators.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.InputError;

class NumbersTest {

    private static final Place PLACE = Place.line("a.csv", 7).at("cpu");

    @Test
    void readsNumbersAsTheyAreWritten() {
        assertEquals(1.5, Numbers.parse(" 1.5 ", PLACE));
        assertEquals(-2e3, Numbers.parse("-2e3", PLACE));
        assertTrue(Numbers.parseIfAny(" NULL ", PLACE).isEmpty());
        assertTrue(Numbers.parseIfAny("NaN", PLACE).isEmpty());
        assertTrue(Numbers.parseIfAny("", PLACE).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "NaN", "Infinity", "1e999", "1d", "0x1p3f", "1,5", "\u0007"})
    void whatIsNoNumberIsSaidToBeNone(String text) {
        InputError e = assertThrows(InputError.class, () -> Numbers.parse(text, PLACE));

        assertEquals("a.csv, line 7, cpu", e.where());
        assertTrue(e.why().chars().noneMatch(Character::isISOControl), e.why());
    }

    @Test
    void roundsDemandsUpAndKeepsWholeOnes() {
        assertEquals(100, Numbers.cpuMillis(0.1, PLACE));
        assertEquals(300, Numbers.cpuMillis(0.1 + 0.2, PLACE));
        assertEquals(334, Numbers.cpuMillis(1 / 3.0, PLACE));
        assertEquals(1792, Numbers.memoryBytes(1.75, 1024, PLACE));
    }

    @Test
    void refusesWhatNoMachineHas() {
        assertThrows(InputError.class, () -> Numbers.cpuMillis(-0.1, PLACE));
        assertThrows(InputError.class, () -> Numbers.cpuMillis(1e7, PLACE));
        assertThrows(InputError.class, () -> Numbers.memoryBytes(-1, 1, PLACE));
        assertThrows(InputError.class, () -> Numbers.memoryBytes(1e10, 1 << 20, PLACE));
        assertThrows(InputError.class, () -> Numbers.nanos(1e19, 1, PLACE));
        assertThrows(InputError.class, () -> Numbers.nanos(Double.NaN, 1, PLACE));
    }

    @Test
    void durationsThatAddUpToNoTimeAreRefused() {
        Place place = Place.file("given");

        assertEquals(1L << 62, Numbers.later(1L << 61, 1L << 61, place));
        assertThrows(InputError.class, () -> Numbers.later(1L << 62, 1, place));
        assertThrows(InputError.class, () -> Numbers.later(1L << 62, 1L << 62, place));
    }
}

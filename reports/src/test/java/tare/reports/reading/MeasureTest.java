package tare.reports.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

    @ParameterizedTest
    @CsvSource({
        "702000, 0.702 ms, 0.7 ms",
        "168400, 0.168 ms, 0.17 ms",
        "99000, 99.0 µs, 99 µs",
        "5300, 5.30 µs, 5.3 µs",
        "-2400, -2.40 µs, -2.4 µs",
        "407000000, 407 ms, 407 ms",
        "1500000000, 1.50 s, 1.5 s",
        "1234500000000, 1235 s, 1235 s",
        "12, 12.0 ns, 12 ns",
        "0, 0 ns, 0 ns"
    })
    void timesInTablesAndSentences(double nanos, String text, String brief) {
        assertEquals(text, plain(Measure.NANOS.text(nanos)));
        assertEquals(brief, plain(Measure.NANOS.brief(nanos)));
    }

    @ParameterizedTest
    @CsvSource({"639632, 0.610 MiB", "75000, 73.2 KiB", "900, 900 B", "2147483648, 2.00 GiB"})
    void memoryInBinaryUnits(double bytes, String text) {
        assertEquals(text, plain(Measure.BYTES.text(bytes)));
    }

    @Test
    void intervalsNameASharedUnitOnce() {
        assertEquals("0.690 to 0.713 ms", plain(new Interval(690e3, 713e3).text(Measure.NANOS)));
        assertEquals("95.0 µs to 0.105 ms", plain(new Interval(95e3, 105e3).text(Measure.NANOS)));
        assertEquals(
                "0.702 ms (0.690 to 0.713)",
                plain(new Interval(690e3, 713e3).around(702e3, Measure.NANOS)));
        assertEquals(
                "0.101 ms (95.0 µs to 0.105 ms)",
                plain(new Interval(95e3, 105e3).around(101e3, Measure.NANOS)));
        assertEquals("8 to 12", new Interval(8, 12).text(Measure.COUNT));
    }

    @Test
    void countsAreWholeWhereTheyAreWhole() {
        assertEquals("1842", Measure.COUNT.text(1842));
        assertEquals("4.1", Measure.COUNT.brief(4.123));
    }

    @Test
    void whatIsNotANumberIsADash() {
        assertEquals(Measure.NONE, Measure.NANOS.text(Double.NaN));
        assertEquals(Measure.NONE, Measure.COUNT.brief(Double.POSITIVE_INFINITY));
    }

    @Test
    void ticksOfOneAxisShareAUnit() {
        assertEquals("0.2 ms", plain(Measure.NANOS.tick(200_000, 1_000_000)));
        assertEquals("0 ms", plain(Measure.NANOS.tick(0, 1_000_000)));
        assertEquals("100 µs", plain(Measure.NANOS.tick(100_000)));
        assertEquals("2 ms", plain(Measure.NANOS.tick(2_000_000)));
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}

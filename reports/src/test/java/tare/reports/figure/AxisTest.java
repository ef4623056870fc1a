package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.reports.reading.Measure;

class AxisTest {

    @Test
    void logarithmicLabelsAre125WithUnits() {
        Axis axis = Axis.logarithmic("x", Measure.NANOS, new double[] {130_000, 2_600_000});
        assertEquals(List.of("100 µs", "200 µs", "500 µs", "1 ms", "2 ms", "5 ms"), labels(axis));
        assertEquals(100_000, axis.low());
        assertEquals(5_000_000, axis.high());
    }

    @Test
    void wideLogarithmicAxesShowDecades() {
        Axis axis = Axis.logarithmic("x", Measure.NANOS, new double[] {1_100, 900_000_000});
        assertEquals(
                List.of("1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"), labels(axis));
    }

    @Test
    void linearTicksShareAUnitAndStepBy125() {
        Axis axis = Axis.fromZero("x", Measure.NANOS, 1_080_000);
        assertEquals(List.of("0 ms", "0.2 ms", "0.4 ms", "0.6 ms", "0.8 ms", "1 ms"), labels(axis));
    }

    @Test
    void theScaleFollowsTheSpan() {
        assertTrue(Axis.suiting("x", Measure.NANOS, new double[] {1, 21}).logarithmic());
        assertFalse(Axis.suiting("x", Measure.NANOS, new double[] {1, 19}).logarithmic());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 7, 1e-3, 999_999, 1e6, 1e15})
    void everyRangeHasAnAxisWithSomeTicks(double value) {
        Axis linear = Axis.fromZero("x", Measure.BYTES, value);
        Axis log = Axis.logarithmic("x", Measure.NANOS, new double[] {value});
        for (Axis axis : List.of(linear, log, Axis.suiting("x", Measure.NANOS, new double[0]))) {
            assertTrue(axis.ticks().size() >= 2, axis.toString());
            assertTrue(axis.ticks().size() <= 40, axis.toString());
            assertFalse(axis.toString().contains("NaN"), axis.toString());
        }
    }

    @Test
    void roomMovesTheEndButNotTheTicks() {
        Axis axis = Axis.linear("x", Measure.COUNT, 0, 200);
        assertEquals(250, axis.withRoom(0.25).high());
        assertEquals(axis.ticks(), axis.withRoom(0.25).ticks());
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream()
                .filter(Axis.Tick::major)
                .map(tick -> tick.label().replace('\u00a0', ' '))
                .toList();
    }
}

package tare.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.comparison.Runs;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Unit;

class SelectorTest {

    @Test
    void startIsAnAlias() {
        Selector start = Selector.parse("start-p99");
        assertEquals(Metric.STAGE_READY, start.metric());
        assertEquals(.99, start.quantile(), 1e-12);
        assertTrue(start.matches(Runs.ready("runc")));
        assertFalse(start.matches(CellKey.of("storm", "runc", "probe", Metric.STAGE_READY)));
        assertFalse(start.matches(CellKey.of("boot", "runc", "probe", Metric.CPU_CHILD)));
    }

    @Test
    void placesAreExperimentAndBackend() {
        CellKey key = CellKey.of("boot", "oci:youki", "probe", Metric.STAGE_READY);
        for (String text :
                List.of(
                        "stage.ready",
                        "boot/stage.ready:p50",
                        "oci:youki/stage.ready",
                        "boot/oci:youki/stage.ready:p90",
                        "*/oci:youki/stage.ready",
                        "boot/*/stage.ready")) {
            assertTrue(Selector.parse(text).matches(key), text);
        }
        for (String text : List.of("runc/stage.ready", "oci:youki/boot/stage.ready")) {
            assertFalse(Selector.parse(text).matches(key), text);
        }
    }

    @Test
    void quantilesArePerCent() {
        assertEquals(.5, Selector.parse("stage.ready").quantile());
        assertEquals(.05, Selector.parse("stage.ready:p5").quantile(), 1e-12);
        assertEquals(.999, Selector.parse("stage.ready:p999").quantile(), 1e-12);
        assertEquals(.999, Selector.parse("stage.ready:p99.9").quantile(), 1e-12);
        assertEquals("p99.9", Selector.quantileName(.999));
        assertEquals("p50", Selector.quantileName(.5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start-",
                "nothing:p50",
                "a/b/c/stage.ready",
                "/stage.ready",
                "stage.ready:p0",
                "stage.ready:p100",
                "stage.ready:50",
                "stage.ready:",
                "stage.ready:p50.",
                "stage.ready:p999.9"
            })
    void whatIsNoSelectorIsRefused(String text) {
        assertThrows(UsageError.class, () -> Selector.parse(text));
    }

    @Test
    void amountsHaveTheirUnit() {
        assertEquals(50e6, Amount.parse("50ms", Unit.NANOSECONDS));
        assertEquals(1.5e3, Amount.parse("1.5 us", Unit.NANOSECONDS));
        assertEquals(65536, Amount.parse("64KiB", Unit.BYTES));
        assertEquals(12, Amount.parse("12", Unit.ONE));
        for (String text : List.of("", "50", "ms", "-1ms", "1e3ms", "5KiB", "5 m s", "NaN")) {
            assertThrows(UsageError.class, () -> Amount.parse(text, Unit.NANOSECONDS), text);
        }
        assertEquals("50.0 ms", Amount.text(50e6, Unit.NANOSECONDS));
        assertEquals("512 KiB", Amount.text(512 * 1024, Unit.BYTES));
        assertEquals("0.0 %", Amount.percent(0));
        assertEquals("20 %", Amount.percent(.2));
    }

    @Test
    void limitsAreASelectorAndAnAmount() {
        Limit limit = Limit.parse("start-p99=50ms");
        assertEquals(50e6, limit.amount());
        assertEquals("start-p99", limit.selector().text());
        for (String text : List.of("start-p99", "=50ms", "start-p99=", "start-p99=50")) {
            assertThrows(UsageError.class, () -> Limit.parse(text), text);
        }
    }

    @Test
    void whatDoesNotJudgeIsNotGated() {
        assertThrows(
                UsageError.class,
                () -> Policy.standard().gating(List.of(Selector.parse("cpu.tare"))));
    }
}

package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.UsageError;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "250us, PT0.00025S",
        "50ms, PT0.05S",
        "30s, PT30S",
        "3m, PT3M",
        "3min, PT3M",
        "2h, PT2H",
        "0s, PT0S",
        "999999h, PT999999H"
    })
    void timesAreRead(String text, Duration time) {
        assertEquals(time, TimeText.parse("--duration", text, "30s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "1.5s", "-1s", "5 s", "5d", "1000000s", "5S"})
    void whatIsNoneIsRefused(String text) {
        assertThrows(UsageError.class, () -> TimeText.parse("--duration", text, "30s"));
    }

    @Test
    void theRefusalShowsOneThatCanBeRead() {
        UsageError refused =
                assertThrows(UsageError.class, () -> TimeText.parse("--budget", "ten", "10m"));
        assertEquals("--budget ten", refused.where());
        assertEquals("--budget 10m", refused.remedy());
    }
}

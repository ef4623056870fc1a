package tare.simulators.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.results.failure.UsageError;

/** Promises as they are written, and what is said of those that are not right. */
class SlaTextTest {

    @ParameterizedTest
    @CsvSource({
        "start-p99=500ms, start-p99=500ms",
        "start-p999=1.5s, start-p999=1.5s",
        "start-p50=0.5 ms, start-p50=500us",
        "cpu-contention=1%, cpu-contention=1%",
        "cpu-contention=0.25%, cpu-contention=0.25%",
        "availability=N+1, availability=N+1",
        "availability=n + 2, availability=N+2",
        "availability=N, availability=N",
        "memory-risk=1e-4, memory-risk=1e-4",
        "memory-risk=0.01%, memory-risk=1e-4",
        "memory-risk=0, memory-risk=0",
        "isolation=VM, isolation=vm"
    })
    void formsAreRead(String text, String written) {
        assertEquals(written, SlaText.of(text).text());
        assertEquals(written, SlaText.of(written).text(), "what is written is read again");
    }

    @ParameterizedTest
    @CsvSource({
        "start-p99=500, start-p99=500ms",
        "start-p99=500msec, start-p99=500ms",
        "start-p99=2sec, start-p99=2s",
        "start-p99=fast, start-p99=500ms",
        "start-p99, start-p99=500ms",
        "strat-p99=20ms, start-p99=20ms",
        "start99=20ms, start-p99=20ms",
        "start-p00=20ms, start-p99=20ms",
        "cpu-contention=1, cpu-contention=1%",
        "cpu-contention=high, cpu-contention=1%",
        "cpucontention=2%, cpu-contention=2%",
        "availability=1, availability=N+1",
        "availability=99.9%, availability=N+1",
        "avail=N+2, availability=N+2",
        "memory-risk=5, memory-risk=5%",
        "memory-risk=120%, memory-risk=1e-4",
        "isolation=vms, isolation=vm",
        "isolation=containers, isolation=container"
    })
    void whatIsWrongIsToldWithTheNearestForm(String text, String nearest) {
        UsageError error = assertThrows(UsageError.class, () -> SlaText.of(text));
        assertEquals("did you mean " + nearest + "?", error.remedy());
        SlaText.of(nearest);
    }

    @Test
    void aPromiseIsGivenOnce() {
        assertThrows(
                UsageError.class, () -> SlaText.all(List.of("availability=N", "availability=N+1")));
        assertEquals(2, SlaText.all(List.of("start-p50=1ms", "start-p99=2ms")).size());
    }

    @Test
    void everyFormOfTheHelpIsRight() {
        for (String form : SlaText.forms()) {
            assertEquals(form, SlaText.of(form).text());
        }
    }
}

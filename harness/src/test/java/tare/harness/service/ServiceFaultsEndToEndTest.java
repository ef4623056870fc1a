package tare.harness.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Program;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.JvmFiles;
import tare.harness.linux.Kernel;
import tare.results.model.Outcome;

/** What stands where a service should be costs all rates, and says why. */
@Tag("kernel")
@Timeout(120)
class ServiceFaultsEndToEndTest {

    /** Up, and proven to be; what follows differs. */
    private static final String UP = "printf R; dd bs=1 count=1 status=none >&2; printf P; ";

    /** Takes the byte that says where to listen. */
    private static final String TOLD = "dd bs=1 count=1 status=none >&2; ";

    private static final long MILLI = 1_000_000L;

    @TempDir private Path directory;

    private final MemoryJournal journal = new MemoryJournal();

    private void fault(String script, String reason) throws IOException {
        MonotonicClock clock = MonotonicClock.system();
        Load load =
                new Load(
                        List.of(10, 20),
                        50 * MILLI,
                        10,
                        50 * MILLI,
                        2,
                        100 * MILLI,
                        1,
                        List.of(1),
                        MILLI);
        List<RateResult> results = new ArrayList<>();
        Program program =
                new Program(
                        Path.of("/bin/sh"),
                        List.of("-c", script),
                        List.of("PATH=/usr/bin:/bin"),
                        List.of(),
                        new TreeMap<>());
        try (Backend backend =
                Registry.embedded()
                        .open("process", new BackendContext("faults", clock, journal, directory))) {
            new ServiceSession(
                            (service, limits) ->
                                    backend.prepare(InstanceSpec.named("fault").running(program)),
                            new Kernel(),
                            clock,
                            JvmFiles.ofThisJvm(List.of()),
                            directory,
                            load,
                            results::add)
                    .run();
        }
        assertEquals(List.of(10, 20, 1), results.stream().map(RateResult::amount).toList());
        for (RateResult result : results) {
            Outcome.Absent why = result.absent().orElseThrow();
            assertEquals(Outcome.Kind.FAILED, why.kind());
            assertTrue(why.reason().contains(reason), why.reason());
        }
        assertEquals(List.of(), journal.open());
    }

    @Test
    void itEndsBeforeItIsUp() throws IOException {
        fault("exit 5", "ready byte");
    }

    @Test
    void itEndsBeforeItListens() throws IOException {
        fault(UP + "exit 3", "it has ended");
    }

    @Test
    void itEndsWithinItsPort() throws IOException {
        fault(UP + TOLD + "printf ab", "it has ended");
    }

    @Test
    void itTellsAPortThatIsNone() throws IOException {
        fault(UP + TOLD + "printf ABCD; cat >/dev/null", "a port that is none: 1094861636");
    }

    @Test
    void itDoesNotListenWhereItSaysSo() throws IOException {
        fault(UP + TOLD + "printf '\\0\\0\\0\\1'; cat >/dev/null", "refused");
    }
}

package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** Same-page merging, from option to result: asked for, refused, and said where there is none. */
@Tag("kernel")
class MergingEndToEndTest {

    private static final String ASKED = "footprint.ksm-permille=50";
    private static final Path RUN = Path.of("/sys/kernel/mm/ksm/run");

    @TempDir private Path directory;

    private TareProcess.Ended footprint(String... more) throws IOException, InterruptedException {
        String[] arguments = {
            "run",
            "footprint",
            "--backend",
            "process",
            "--rounds",
            "1",
            "--out",
            "out",
            "--set",
            "footprint.rounds=1",
            "--set",
            "footprint.ladder=0,5,10"
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new TareProcess(directory).run(all);
    }

    @Test
    void nobodyHasItWithoutLeave() throws Exception {
        TareProcess.Ended ended = footprint("--concurrent", "--set", ASKED);
        assertEquals(2, ended.status(), ended.err());
        assertTrue(ended.err().contains("--allow-host-changes"), ended.err());
        TareProcess.Ended both = footprint("--concurrent", "--allow-host-changes", "--set", ASKED);
        assertEquals(2, both.status(), both.err());
        assertTrue(both.err().contains("leave out --concurrent"), both.err());
    }

    @Test
    void whereNothingCanBeMergedTheCellSaysWhy() throws Exception {
        String before = Files.exists(RUN) ? Files.readAllLines(RUN).get(0) : "";
        TareProcess.Ended ended = footprint("--wait", "--allow-host-changes");
        assertEquals(0, ended.status(), ended.err());
        Cell merged =
                new ResultReader()
                        .read(directory.resolve("out/result.json")).result().cells().stream()
                                .filter(cell -> cell.key().metric() == Metric.MEMORY_INSTANCE)
                                .filter(cell -> cell.key().parameters().containsKey("ksm"))
                                .findFirst()
                                .orElseThrow();
        Outcome.Absent why = (Outcome.Absent) merged.outcome();
        assertEquals(Outcome.Kind.SKIPPED, why.kind());
        assertTrue(why.reason().startsWith("same-page merging (KSM): "), why.reason());
        assertEquals(before, Files.exists(RUN) ? Files.readAllLines(RUN).get(0) : "");
    }
}

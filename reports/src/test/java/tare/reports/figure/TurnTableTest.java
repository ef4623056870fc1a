package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.RunState;

class TurnTableTest {

    @Test
    void hasARowForEachWayAndSizeAndTheRateOfStreams() {
        RunReading reading =
                new RunReading(
                        new SampleRuns(3, 400)
                                .turns("process", BackendClass.PROCESS, 1, "loopback", 20_000)
                                .turns("process", BackendClass.PROCESS, 1 << 20, "loopback", 5e5)
                                .turns("runc", BackendClass.CONTAINER, 1, "veth", 30_000)
                                .turns("runc", BackendClass.CONTAINER, 1, "bridge", 40_000)
                                .turns(
                                        "qemu:q35-tcg",
                                        BackendClass.VM,
                                        1 << 20,
                                        "user",
                                        8e7,
                                        Label.EMULATED)
                                .run(RunState.COMPLETE));
        List<Table.Row> rows = TurnTable.of(reading).rows();
        assertEquals(
                List.of(
                        "process, loopback, 1",
                        "process, loopback, 1048576",
                        "runc, bridge, 1",
                        "runc, veth, 1",
                        "qemu:q35-tcg, user, 1048576"),
                rows.stream().map(Table.Row::header).toList());
        assertEquals(6, rows.get(0).cells().size());
        assertEquals("–", rows.get(0).cells().get(5));
        double perSecond = Double.parseDouble(rows.get(1).cells().get(5));
        assertTrue(perSecond > 1000 && perSecond < 4000, rows.get(1).toString());
        assertTrue(rows.get(4).toString().contains("emulated"), rows.get(4).toString());
    }

    @Test
    void isEmptyWithoutTurns() {
        assertEquals(List.of(), TurnTable.of(new RunReading(SampleRuns.typical())).rows());
    }
}

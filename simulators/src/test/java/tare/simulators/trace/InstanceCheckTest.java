package tare.simulators.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tare.results.failure.InputError;

class InstanceCheckTest {

    private final Remarks remarks = new Remarks();
    private final List<InstanceRow> passed = new ArrayList<>();
    private final InstanceCheck check = new InstanceCheck(passed::add, remarks);
    private long line;

    @Test
    void refusesASecondOfOneNameAndOneWithoutAName() {
        give("a", 0, 1, 1 << 30);

        InputError e = assertThrows(InputError.class, () -> give("a", 1, 2, 1 << 30));
        assertEquals("t, line 2", e.where());
        assertThrows(InputError.class, () -> give(" ", 1, 2, 1 << 30));
    }

    @Test
    void countsWhatMayBeReadOn() {
        give("a", 5, 6, 1 << 30);
        give("b", 3, 4, 1 << 30);
        give("c", 9, 8, 1 << 30);
        check.finish(Place.file("t"));

        assertEquals(List.of("a", "b"), passed.stream().map(InstanceRow::id).toList());
        assertEquals(
                List.of(
                        new Remark(RemarkKind.ARRIVALS_OUT_OF_ORDER, 1, "t, line 2"),
                        new Remark(RemarkKind.LIFETIME_NEGATIVE, 1, "t, line 3")),
                remarks.list());
    }

    @Test
    void doubtsTheUnitOfMemoryThatIsOutOfAllProportion() {
        // 4096 MB read as KB.
        give("a", 0, 1, 4096L << 10);
        give("b", 0, 1, 8192L << 10);
        give("c", 0, 1, 4L << 30);
        check.finish(Place.file("t"));

        assertEquals(List.of(new Remark(RemarkKind.MEMORY_UNIT_DOUBTFUL, 1, "t")), remarks.list());
    }

    private void give(String id, long arrives, long departs, long bytes) {
        check.accept(
                new InstanceRow(
                        id, arrives, departs, OptionalInt.of(1000), OptionalLong.of(bytes), 0, 0),
                Place.line("t", ++line));
    }
}

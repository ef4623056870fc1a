package tare.simulators.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tare.results.failure.InputError;

class UsageCheckTest {

    private final Remarks remarks = new Remarks();
    private final List<UsageRow> passed = new ArrayList<>();
    private final UsageCheck check = new UsageCheck(passed::add, remarks);

    @Test
    void mendsOrLeavesOutAndCounts() {
        give("a", 0, 0.5);
        give("b", 0, 0.25);
        give("a", 10, 1.2);
        give("a", 10, 0.3);
        give("a", 20, -0.1);
        give("a", 50, 0.4);
        check.accept("a", 60, 10, OptionalDouble.empty(), Place.line("t", 9));

        assertEquals(
                List.of(
                        new UsageRow("a", 0, 10, 0.5),
                        new UsageRow("b", 0, 10, 0.25),
                        new UsageRow("a", 10, 10, 1),
                        new UsageRow("a", 50, 10, 0.4)),
                passed);
        assertEquals(
                List.of(
                        RemarkKind.USAGE_ABOVE_FULL,
                        RemarkKind.USAGE_BELOW_ZERO,
                        RemarkKind.USAGE_ABSENT,
                        RemarkKind.USAGE_GAP,
                        RemarkKind.USAGE_OUT_OF_ORDER),
                remarks.list().stream().map(Remark::kind).toList());
        remarks.list().forEach(remark -> assertEquals(1, remark.count()));
    }

    @Test
    void refusesASampleOfNoTime() {
        assertThrows(
                InputError.class,
                () -> check.accept("a", 0, 0, OptionalDouble.of(1), Place.line("t", 1)));
    }

    @Test
    void remarksSayHowOftenAndWhere() {
        assertEquals(
                "3 times, first in t, line 4: " + RemarkKind.USAGE_GAP.sentence(),
                new Remark(RemarkKind.USAGE_GAP, 3, "t, line 4").text());
    }

    private void give(String id, long start, double share) {
        check.accept(id, start, 10, OptionalDouble.of(share), Place.line("t", 1 + start));
    }
}

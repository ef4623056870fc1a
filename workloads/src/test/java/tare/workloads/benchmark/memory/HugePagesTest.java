package tare.workloads.benchmark.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

class HugePagesTest {

    private static final long BYTES = 64L << 20;

    @Test
    void goesOnWhereTheArrayLiesInHugePages() {
        HugePages.demand(BYTES, said(62 << 10));
        HugePages.demand(16 << 10, said(2 << 10));
    }

    @Test
    void namesPagesThatAreSmall() {
        assertEquals(Requirement.HUGE_PAGES, lacking(said(0)));
        assertEquals(Requirement.HUGE_PAGES, lacking(said(40 << 10)));
    }

    @Test
    void namesAKernelThatDoesNotSay() {
        assertEquals(Requirement.PROC, lacking(List.of("Rss:  100 kB")));
    }

    private static List<String> said(long kibibytes) {
        return List.of(
                "00400000-7ffc [rollup]",
                "Rss:              123456 kB",
                "AnonHugePages:    " + kibibytes + " kB");
    }

    private static Requirement lacking(List<String> said) {
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> HugePages.demand(BYTES, said));
        return Lack.behind(thrown).orElseThrow().requirement();
    }
}

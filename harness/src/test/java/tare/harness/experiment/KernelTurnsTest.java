package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Payload;
import tare.harness.backend.PayloadPlace;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Step;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

class KernelTurnsTest {

    private static final int CHUNKS = 4;
    private static final Step STEP = new Step(2, 1, "overhead", "one");

    private final KernelTurns turns = new KernelTurns(STEP, 1, CHUNKS, System::nanoTime);

    /** A place where every turn takes the same, and that bears so many runs. */
    private static final class Place implements Payload {

        private final double turnNanos;
        private final EnumSet<PayloadKernel> kernels = EnumSet.allOf(PayloadKernel.class);
        private long life;

        Place(double turnNanos, long life) {
            this.turnNanos = turnNanos;
            this.life = life;
        }

        Place without(PayloadKernel kernel) {
            kernels.remove(kernel);
            return this;
        }

        @Override
        public Set<PayloadKernel> kernels() {
            return kernels;
        }

        @Override
        public long runNanos(KernelRequest request) {
            if (life-- == 0) {
                throw new LaunchException("answer", "the program has ended", "look", null);
            }
            return Math.round(request.turns() * turnNanos);
        }

        @Override
        public void close() {
            if (life == -2) {
                throw new LaunchException("stop", "it stays", "tare clean", null);
            }
        }
    }

    private static KernelSite site(String name, Place place) {
        KernelSite site = new KernelSite(PayloadPlace.other("place", name, () -> place), true);
        site.open();
        return site;
    }

    private static KernelSite lasting(String name, double turnNanos) {
        return site(name, new Place(turnNanos, Long.MAX_VALUE));
    }

    private Optional<Finding> finding(String place, Metric metric) {
        return turns.findings().stream()
                .filter(finding -> finding.key().metric() == metric)
                .filter(
                        finding ->
                                finding.key()
                                        .parameters()
                                        .getOrDefault("place", place)
                                        .equals(place))
                .findFirst();
    }

    private double[] samples(String place, Metric metric) {
        Finding.Found found = (Finding.Found) finding(place, metric).orElseThrow();
        assertEquals(2, found.round().round());
        assertEquals(1, found.round().order());
        return found.round().samples().values();
    }

    private Outcome.Absent absence(String place) {
        return ((Finding.Missing) finding(place, Metric.OVERHEAD_SCORE).orElseThrow()).why();
    }

    @Test
    void theProofIsARatioARound() {
        turns.prove(lasting("a", 3), lasting("b", 2), 5);
        assertArrayEquals(
                new double[] {1.5, 1.5, 1.5, 1.5, 1.5}, samples("a", Metric.PROOF_RATIO), 1e-3);
        assertEquals(5 * CHUNKS, samples("a", Metric.OVERHEAD_SCORE).length);
        assertEquals(5 * CHUNKS, samples("b", Metric.OVERHEAD_SCORE).length);
        assertTrue(finding("a", Metric.HOST_STEAL).isPresent());
    }

    @Test
    void aPlaceThatEndsFailsItsCellsAndNoOthers() {
        KernelSite ends = site("ends", new Place(3, 60));
        KernelSite lasts = lasting("lasts", 3);
        turns.measure(KernelCase.PROOF, List.of(ends, lasts));
        assertEquals(
                new Outcome.Absent(Outcome.Kind.FAILED, "answer: the program has ended", "look"),
                absence("ends"));
        assertEquals(CHUNKS, samples("lasts", Metric.OVERHEAD_SCORE).length);
        turns.measure(KernelCase.ALL.get(1), List.of(ends, lasts));
        assertEquals(
                2, turns.findings().stream().filter(Finding.Missing.class::isInstance).count());
    }

    @Test
    void aPlaceThatCannotBeHadSaysWhy() {
        KernelSite none =
                new KernelSite(
                        PayloadPlace.other(
                                "place",
                                "none",
                                () -> {
                                    throw new LaunchException("open", "not here", "", null);
                                }),
                        true);
        none.open();
        turns.prove(none, lasting("b", 2), 3);
        assertEquals("open: not here", absence("none").reason());
        assertTrue(finding("none", Metric.PROOF_RATIO).isEmpty());
    }

    @Test
    void whatAPlaceCannotRunIsSkipped() {
        KernelSite site =
                site("some", new Place(3, Long.MAX_VALUE).without(PayloadKernel.STREAMING));
        turns.measure(new KernelCase(PayloadKernel.STREAMING, 1 << 20), List.of(site));
        assertEquals(Outcome.Kind.SKIPPED, absence("some").kind());
    }

    @Test
    void aChainThatTakesTooLongIsNotLaid() {
        KernelSite slow =
                new KernelSite(
                        PayloadPlace.other("place", "slow", () -> new Place(1e9, Long.MAX_VALUE)),
                        true);
        slow.open();
        turns.measure(new KernelCase(PayloadKernel.DEPENDENT_LOADS, 64 << 20), List.of(slow));
        assertEquals("its chain would take about 1024 s to lay here", absence("slow").reason());
    }

    @Test
    void whatIsLeftOfAPlaceIsAFinding() {
        Place place = new Place(3, 0);
        KernelSite site = site("left", place);
        turns.measure(KernelCase.PROOF, List.of(site));
        place.life = -2;
        turns.close(site);
        turns.close(site);
        assertEquals(
                List.of("answer: the program has ended", "stop: it stays"),
                turns.findings().stream()
                        .map(finding -> ((Finding.Missing) finding).why().reason())
                        .toList());
    }
}

package tare.reports.debate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.RunState;

/** Every claim with every verdict that its rule can give. */
class JudgeTest {

    private static final BackendClass CONTAINER = BackendClass.CONTAINER;
    private static final BackendClass VM = BackendClass.VM;
    private static final BackendClass FORK = BackendClass.FORKED_VM;
    private static final BackendClass STACKED = BackendClass.STACKED;
    private static final double MIB = 0x1p20;

    static Stream<Arguments> verdicts() {
        return Stream.of(starts(), denser(), fork(), stacked(), fleets()).flatMap(s -> s);
    }

    private static Stream<Arguments> starts() {
        String claim = "containers-start-faster";
        return Stream.of(
                row(claim, Verdict.SUPPORTED, boots(1e6, 5e6, 1e8, 2e8)),
                row(claim, Verdict.CONTRADICTED, boots(5e8, 6e8, 1e8, 2e8)),
                row(claim, Verdict.MIXED, boots(1e6, 1.5e8, 1e8, 2e8)),
                row(claim, Verdict.MIXED, boots(1e8, 1e8, 1e8, 1e8)),
                row(claim, Verdict.NOT_MEASURED, runs().boot("runc", CONTAINER, 1e6, false)),
                row(
                        claim,
                        Verdict.NOT_MEASURED,
                        runs().boot("runc", CONTAINER, 1e6, false)
                                .boot("qemu:q35-tcg", VM, 1e9, true, Label.EMULATED)),
                row(
                        claim,
                        Verdict.NOT_MEASURED,
                        runs().boot("runc", CONTAINER, 1e6, false)
                                .boot("kvm", BackendClass.BARE_GUEST, 1e9, true)),
                row(
                        claim,
                        Verdict.SUPPORTED,
                        runs().boot("runc", CONTAINER, 1e6, false)
                                .boot("qemu:q35-kvm", VM, 1e9, true, Label.NESTED_KVM)),
                row(
                        claim,
                        Verdict.NOT_MEASURED,
                        new SampleRuns(1, 5)
                                .boot("runc", CONTAINER, 1e6, false)
                                .boot("firecracker", VM, 1e9, true)));
    }

    private static Stream<Arguments> denser() {
        String claim = "containers-are-denser";
        return Stream.of(
                row(claim, Verdict.SUPPORTED, memory(1, 20)),
                row(claim, Verdict.CONTRADICTED, memory(30, 20)),
                row(claim, Verdict.MIXED, memory(20, 20)),
                row(claim, Verdict.NOT_MEASURED, runs().memory("runc", CONTAINER, MIB)));
    }

    private static Stream<Arguments> fork() {
        String claim = "fork-is-the-best-of-both";
        return Stream.of(
                row(claim, Verdict.SUPPORTED, forked(1e6, 1)),
                row(claim, Verdict.CONTRADICTED, forked(3e9, 60)),
                row(claim, Verdict.MIXED, forked(5e7, 1)),
                row(claim, Verdict.NOT_MEASURED, boots(1e6, 5e6, 1e8, 2e8)));
    }

    private static Stream<Arguments> stacked() {
        return Stream.of(
                row("containers-in-vms-lose", Verdict.SUPPORTED, nested(2, 1.3)),
                row("containers-in-vms-lose", Verdict.CONTRADICTED, nested(0.5, 0.8)),
                row("containers-in-vms-lose", Verdict.MIXED, nested(2, 0.8)),
                row("containers-in-vms-lose", Verdict.NOT_MEASURED, memory(1, 20)),
                row("hypervisor-adds-little", Verdict.SUPPORTED, nested(2, 1.01)),
                row("hypervisor-adds-little", Verdict.CONTRADICTED, nested(2, 1.3)),
                row("hypervisor-adds-little", Verdict.MIXED, nested(2, 1.05)),
                row("hypervisor-adds-little", Verdict.NOT_MEASURED, memory(1, 20)),
                row(
                        "hypervisor-adds-little",
                        Verdict.NOT_MEASURED,
                        nested(2, 1.3, Label.SOFTWARE_PAGING)));
    }

    private static Stream<Arguments> fleets() {
        return Stream.of(
                row("native-services-are-denser", Verdict.SUPPORTED, fleet(100, 130)),
                row("native-services-are-denser", Verdict.CONTRADICTED, fleet(130, 100)),
                row("native-services-are-denser", Verdict.MIXED, fleet(100, 100)),
                row("native-services-are-denser", Verdict.NOT_MEASURED, memory(1, 20)),
                row("security-is-immature", Verdict.NOT_MEASURED, boots(1e6, 5e6, 1e8, 2e8)),
                row("state-the-sla", Verdict.SUPPORTED, runs().fleet("plan", "runc", CONTAINER, 9)),
                row(
                        "state-the-sla",
                        Verdict.CONTRADICTED,
                        runs().noFleet("plan", "runc", CONTAINER, "no fleet meets it")),
                row("state-the-sla", Verdict.NOT_MEASURED, fleet(100, 130)));
    }

    @ParameterizedTest(name = "{0}: {1} ({index})")
    @MethodSource("verdicts")
    void judges(String claim, Verdict expected, SampleRuns runs) {
        Judged judged = judged(claim, runs);
        assertEquals(expected, judged.verdict(), judged.toString());
        assertEquals(expected == Verdict.NOT_MEASURED, !judged.needed().isEmpty());
        assertEquals(
                expected != Verdict.NOT_MEASURED,
                !judged.figures().isEmpty() && judged.needed().isEmpty(),
                "a verdict rests on figures");
    }

    @Test
    void saysWhatDoesNotCountAndWhatCouldHaveBeenMissed() {
        String needed =
                judged(
                                "containers-start-faster",
                                runs().boot("runc", CONTAINER, 1e6, false)
                                        .boot("qemu:q35-tcg", VM, 1e9, true, Label.EMULATED))
                        .needed();
        assertTrue(needed.contains("qemu:q35-tcg (emulated) does not count"), needed);
        assertTrue(needed.contains("tare run boot"), needed);
        String figures =
                String.join(" ", judged("containers-are-denser", memory(20, 20)).figures());
        assertTrue(figures.contains("no difference over"), figures);
        String all =
                String.join(
                        " ",
                        judged("containers-start-faster", boots(1e6, 5e6, 1e8, 2e8)).figures());
        assertTrue(all.contains("4 of 4 pairs below 1"), all);
    }

    @Test
    void doubtfulFiguresDoNotCount() {
        SampleRuns runs =
                runs().boot("runc", CONTAINER, 1e6, false, Label.UNPROVEN)
                        .boot("firecracker", VM, 1e8, true);
        assertEquals(Verdict.NOT_MEASURED, judged("containers-start-faster", runs).verdict());
    }

    /** The rule of density waits for its experiment: until then it is never measured. */
    @Test
    void dockersDensityIsJudgedByTheMetricOfThatName() {
        Judged judged = judged("docker-does-not-consolidate", memory(1, 20));
        assertEquals(Verdict.NOT_MEASURED, judged.verdict());
        Claim claim = judged.claim();
        assertFalse(claim.tests().get(0).optional());
        Claim same =
                new Claim(
                        "same",
                        claim.said(),
                        claim.by(),
                        List.of(
                                new Claim.Test.Pairs(
                                        "*",
                                        "memory.instance",
                                        new Side.OfKey("docker"),
                                        true,
                                        new Side.OfClass(VM),
                                        1,
                                        false)),
                        claim.section(),
                        claim.needed(),
                        claim.note());
        for (double[] sizes : new double[][] {{1, 20}, {30, 20}, {20, 20}}) {
            Verdict expected =
                    sizes[0] < sizes[1]
                            ? Verdict.SUPPORTED
                            : sizes[0] > sizes[1] ? Verdict.CONTRADICTED : Verdict.MIXED;
            SampleRuns runs =
                    runs().memory("docker", CONTAINER, sizes[0] * MIB)
                            .memory("firecracker", VM, sizes[1] * MIB);
            assertEquals(expected, new Judge(reading(runs)).judge(same).verdict());
        }
    }

    private static Arguments row(String claim, Verdict verdict, SampleRuns runs) {
        return Arguments.of(claim, verdict, runs);
    }

    private static Judged judged(String claim, SampleRuns runs) {
        return Judge.all(reading(runs)).stream()
                .filter(one -> one.claim().id().equals(claim))
                .findFirst()
                .orElseThrow();
    }

    private static RunReading reading(SampleRuns runs) {
        return new RunReading(runs.run(RunState.COMPLETE));
    }

    private static SampleRuns runs() {
        return new SampleRuns(8, 10);
    }

    private static SampleRuns boots(double runc, double docker, double one, double other) {
        return runs().boot("runc", CONTAINER, runc, false)
                .boot("docker", CONTAINER, docker, false)
                .boot("firecracker", VM, one, true)
                .boot("qemu:q35-kvm", VM, other, true);
    }

    private static SampleRuns memory(double container, double vm) {
        return runs().memory("runc", CONTAINER, container * MIB)
                .memory("firecracker", VM, vm * MIB);
    }

    private static SampleRuns forked(double nanos, double mebibytes) {
        return runs().boot("runc", CONTAINER, 1e7, false)
                .boot("qemu:q35-kvm", VM, 1e9, true)
                .boot("qemu-fork", FORK, nanos, true)
                .memory("runc", CONTAINER, 2 * MIB)
                .memory("qemu:q35-kvm", VM, 50 * MIB)
                .memory("qemu-fork", FORK, mebibytes * MIB);
    }

    private static SampleRuns nested(double start, double work, Label... labels) {
        return runs().boot("runc", CONTAINER, 1e7, false)
                .boot("runc-in-qemu:q35-kvm", STACKED, 1e7 * start, false, labels)
                .overhead("runc", CONTAINER, "linpack", 100, 0.01)
                .overhead("runc-in-qemu:q35-kvm", STACKED, "linpack", 100 * work, 0.01, labels);
    }

    private static SampleRuns fleet(double container, double stacked) {
        return runs().fleet("simulate", "runc", CONTAINER, container)
                .fleet("simulate", "runc-in-kata", STACKED, stacked);
    }

    @Test
    void absenceIsNeverAVerdict() {
        for (Judged judged : Judge.all(reading(runs().absent("x", VM, "no", "")))) {
            assertEquals(Verdict.NOT_MEASURED, judged.verdict());
            assertFalse(judged.needed().isEmpty());
        }
    }
}

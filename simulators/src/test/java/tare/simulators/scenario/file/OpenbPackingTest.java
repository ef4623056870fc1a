package tare.simulators.scenario.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tare.simulators.engine.Case;
import tare.simulators.engine.Outcome;
import tare.simulators.engine.Simulation;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.SharedTraces;
import tare.simulators.trace.Source;
import tare.simulators.trace.text.OpenbNodes;
import tare.simulators.trace.text.OpenbPods;

/**
 * Alibaba's pods without GPUs on Alibaba's nodes. The figures are those of docs/validation.md:
 *
 * <pre>{@code
 * mvn -pl simulators -am test -Dtest=OpenbPackingTest
 * }</pre>
 */
class OpenbPackingTest {

    private static final Path FOLDER = Path.of("alibaba-openb-2023");

    @Test
    void podsAreSpreadByOnePolicyAndPackedByAnother() {
        Fleet nodes = nodes();
        List<InstanceRow> pods = pods();
        assertEquals(1_523, nodes.hosts());
        assertEquals(3_030, pods.size());

        for (boolean staying : new boolean[] {true, false}) {
            Workload workload = workload(pods, staying);
            int best = Integer.MAX_VALUE;
            for (String policy : POLICIES) {
                Outcome outcome =
                        Simulation.run(
                                Case.of(nodes, WorkloadSpec.Drawn.usual(), policy, 1), workload);
                System.out.printf(
                        "openb %s %s: %d hosts, bound %d, rejected %d, cpu %.3f, memory %.3f,"
                                + " stranded cpu %.3f memory %.3f%n",
                        staying ? "staying" : "over time",
                        policy,
                        outcome.hosts(),
                        outcome.bound().hosts(),
                        outcome.rejected(),
                        outcome.peak().cpuShare(),
                        outcome.peak().memoryShare(),
                        outcome.peak().strandedCpuShare(),
                        outcome.peak().strandedMemoryShare());
                assertTrue(outcome.hosts() >= outcome.bound().hosts(), policy);
                assertEquals(0, outcome.rejected(), policy);
                best = Math.min(best, outcome.hosts());
            }
            assertTrue(best < 1_523);
        }
    }

    private static final List<String> POLICIES =
            List.of("spread-load", "first-fit", "best-fit", "best-fit-decreasing", "worst-fit");

    /** The nodes as they are, those of one kind together, kinds in the order of the file. */
    private static Fleet nodes() {
        Map<String, HostClass> kinds = new LinkedHashMap<>();
        new OpenbNodes(
                        Source.of(
                                SharedTraces.require(
                                        FOLDER.resolve("openb_node_list_all_node.csv.gz")
                                                .toString())))
                .nodes(
                        node ->
                                kinds.merge(
                                        node.cpuMillis() + "-" + node.memoryBytes(),
                                        HostClass.of(
                                                node.name(),
                                                1,
                                                node.cpuMillis(),
                                                node.memoryBytes()),
                                        (all, one) -> all.times(all.count() + 1)));
        return new Fleet(List.copyOf(kinds.values()));
    }

    private static List<InstanceRow> pods() {
        List<InstanceRow> pods = new ArrayList<>();
        new OpenbPods(
                        Source.of(
                                SharedTraces.require(
                                        FOLDER.resolve("openb_pod_list_cpu300.csv.gz").toString())))
                .instances(
                        row -> {
                            if (row.gpuMillis() == 0) {
                                pods.add(row);
                            }
                        });
        return pods;
    }

    /** In the order of the file, all at once and for ever, or as they came and went. */
    private static Workload workload(List<InstanceRow> pods, boolean staying) {
        WorkloadBuilder builder = new WorkloadBuilder(pods.size());
        for (InstanceRow pod : pods) {
            builder.add(
                    pod.cpuMillis().orElseThrow(),
                    pod.memoryBytes().orElseThrow(),
                    staying ? 0 : pod.arrivesNanos(),
                    staying || pod.departsNanos() == InstanceRow.NEVER
                            ? Workload.NEVER
                            : pod.departsNanos());
        }
        return builder.build();
    }
}

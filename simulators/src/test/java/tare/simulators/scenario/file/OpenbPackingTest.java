package tare.simulators.scenario.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import tare.simulators.placement.kubernetes.Kubernetes;
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

    private static final int CPU_MILLIS = 96_000;
    private static final long MEMORY_BYTES = 384L << 30;
    private static final Path FOLDER = Path.of("alibaba-openb-2023");

    /** What {@code docs/validation.md} says: hosts in use, by policy, on the trace's own nodes. */
    @Test
    void podsOnTheirOwnNodes() {
        Fleet nodes = nodes();
        List<InstanceRow> pods = pods();
        assertEquals(1_523, nodes.hosts());
        assertEquals(3_030, pods.size());

        Outcome best = played(nodes, pods, "best-fit");
        Outcome first = played(nodes, pods, "first-fit");
        Outcome spread = played(nodes, pods, "spread-load");

        assertEquals(List.of(683, 683, 1_523), hosts(best, first, spread));
        assertEquals(507, best.bound().hosts());
        for (Outcome outcome : List.of(best, first, spread)) {
            assertEquals(0, outcome.rejected(), outcome.policy());
        }
    }

    /**
     * The fewest nodes of the most common kind on which a policy places all pods: so a policy that
     * spreads can be held against one that packs.
     */
    @Test
    void fewestNodesOfOneKind() {
        List<InstanceRow> pods = pods();
        int bound = played(ofOneKind(pods.size()), pods, "best-fit").bound().hosts();
        Map<String, Integer> fewest = new LinkedHashMap<>();
        for (String policy : POLICIES) {
            fewest.put(policy, fewest(pods, policy, bound));
        }
        fewest.put("kubernetes", fewest(pods, "kubernetes", bound));
        fewest.put("Kubernetes' defaults", fewestByKubernetes(pods, bound));
        assertEquals(555, bound);
        assertEquals(
                "{spread-load=652, first-fit=575, best-fit=575, best-fit-decreasing=573,"
                        + " worst-fit=581, kubernetes=702, Kubernetes' defaults=702}",
                fewest.toString());
        fewest.forEach((policy, nodes) -> assertTrue(nodes >= bound, policy));
    }

    /** By halving: that more nodes never place fewer is no law, but here it is asked only once. */
    private static int fewest(List<InstanceRow> pods, String policy, int bound) {
        int low = bound;
        int high = pods.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (played(ofOneKind(middle), pods, policy).rejected() == 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static int fewestByKubernetes(List<InstanceRow> pods, int bound) {
        int low = bound;
        int high = pods.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (new NaiveKubernetes(middle, CPU_MILLIS, MEMORY_BYTES, 1).placesAll(pods)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static Fleet ofOneKind(int nodes) {
        return Fleet.of(new HostClass("node", nodes, CPU_MILLIS, MEMORY_BYTES, Kubernetes.PODS));
    }

    private static Outcome played(Fleet nodes, List<InstanceRow> pods, String policy) {
        return Simulation.run(
                Case.of(nodes, WorkloadSpec.Drawn.usual(), policy, 1), workload(pods));
    }

    private static List<Integer> hosts(Outcome... outcomes) {
        return Arrays.stream(outcomes).map(Outcome::hosts).toList();
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

    /** In the order of the file, all at once and for ever. */
    private static Workload workload(List<InstanceRow> pods) {
        WorkloadBuilder builder = new WorkloadBuilder(pods.size());
        for (InstanceRow pod : pods) {
            builder.add(pod.cpuMillis().orElseThrow(), pod.memoryBytes().orElseThrow());
        }
        return builder.build();
    }
}

package tare.simulators.placement.named;

import java.util.ArrayList;
import java.util.List;
import tare.results.failure.UsageError;
import tare.simulators.placement.Policy;
import tare.simulators.placement.kubernetes.Kubernetes;
import tare.simulators.placement.mesos.DominantResourceFairness;
import tare.simulators.placement.packing.BestFit;
import tare.simulators.placement.packing.Decreasing;
import tare.simulators.placement.packing.FirstFit;
import tare.simulators.placement.packing.NextFit;
import tare.simulators.placement.packing.WorstFit;
import tare.simulators.placement.scoring.DotProduct;
import tare.simulators.placement.scoring.RuleChain;
import tare.simulators.placement.scoring.Stranding;
import tare.simulators.placement.scoring.Swarm;

/** The policies that there are, an explicit list in the order to be shown. */
public final class Policies {

    private static final List<Policy> ALL =
            together(List.of(packing(), scoring(), Kubernetes.all(), offers()));

    private Policies() {}

    private static List<Policy> together(List<List<Policy>> families) {
        List<Policy> all = new ArrayList<>();
        for (List<Policy> family : families) {
            all.addAll(family);
        }
        return List.copyOf(all);
    }

    private static List<Policy> packing() {
        return List.of(
                new FirstFit(),
                new BestFit(),
                new WorstFit(true),
                new NextFit(),
                new Decreasing(new FirstFit()),
                new Decreasing(new BestFit()),
                new Decreasing(new WorstFit(true)),
                new Decreasing(new NextFit()),
                new WorstFit(false));
    }

    private static List<Policy> scoring() {
        return List.of(
                new DotProduct(),
                new Decreasing(new DotProduct()),
                new Stranding(),
                new RuleChain(),
                new Swarm(true),
                new Swarm(false));
    }

    private static List<Policy> offers() {
        return List.of(new DominantResourceFairness());
    }

    /** All of them. */
    public static List<Policy> all() {
        return ALL;
    }

    /** Their names, in the same order. */
    public static List<String> names() {
        return ALL.stream().map(Policy::name).toList();
    }

    /**
     * The policy of that name.
     *
     * @throws UsageError if there is none
     */
    public static Policy named(String name) {
        for (Policy policy : ALL) {
            if (policy.name().equals(name)) {
                return policy;
            }
        }
        throw new UsageError(
                "there is no placement policy '" + name + "'",
                "policy",
                "the policies are " + String.join(", ", names()),
                "choose one of them");
    }
}

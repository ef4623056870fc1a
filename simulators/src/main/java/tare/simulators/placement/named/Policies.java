package tare.simulators.placement.named;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private static final List<Policy> PACKING =
            List.of(
                    new FirstFit(),
                    new BestFit(),
                    new WorstFit(true),
                    new NextFit(),
                    new Decreasing(new FirstFit()),
                    new Decreasing(new BestFit()),
                    new Decreasing(new WorstFit(true)),
                    new Decreasing(new NextFit()),
                    new WorstFit(false));

    private Policies() {}

    /** In a class of its own, so that a run that only packs does not have to load all of them. */
    private static final class Others {

        private static final List<Policy> SCORING =
                List.of(
                        new DotProduct(),
                        new Decreasing(new DotProduct()),
                        new Stranding(),
                        new RuleChain(),
                        new Swarm(true),
                        new Swarm(false));

        private static final List<Policy> ALL = all();

        private static List<Policy> all() {
            List<Policy> all = new ArrayList<>(PACKING);
            all.addAll(SCORING);
            all.addAll(Kubernetes.all());
            all.add(new DominantResourceFairness());
            return List.copyOf(all);
        }
    }

    /** All of them. */
    public static List<Policy> all() {
        return Others.ALL;
    }

    /** Their names, in the same order. */
    public static List<String> names() {
        return all().stream().map(Policy::name).toList();
    }

    /**
     * The policy of that name.
     *
     * @throws UsageError if there is none
     */
    public static Policy named(String name) {
        Policy found = among(PACKING, name);
        found = found == null ? among(Others.ALL, name) : found;
        if (found != null) {
            return found;
        }
        throw new UsageError(
                "there is no placement policy '" + name + "'",
                "policy",
                "the policies are " + String.join(", ", names()),
                "choose one of them");
    }

    private static @Nullable Policy among(List<Policy> policies, String name) {
        for (Policy policy : policies) {
            if (policy.name().equals(name)) {
                return policy;
            }
        }
        return null;
    }
}
